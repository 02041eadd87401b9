import type { ResolvedImage } from '../model/image.js';
import type { Problem } from '../model/problem.js';
import { baseReference } from './rules/base-reference.js';
import { builderFeatures } from './rules/builder-features.js';
import { command } from './rules/command.js';
import { comments } from './rules/comments.js';
import { contextDir } from './rules/context-dir.js';
import { copy } from './rules/copy.js';
import { copyArchive } from './rules/copy-archive.js';
import { cron } from './rules/cron.js';
import { files } from './rules/files.js';
import { healthcheck } from './rules/healthcheck.js';
import { ports } from './rules/ports.js';
import { publish } from './rules/publish.js';
import { rootfs } from './rules/rootfs.js';
import { run } from './rules/run.js';
import { scratchRun } from './rules/scratch-run.js';
import { stageNames } from './rules/stage-names.js';
import { stageReferences } from './rules/stage-references.js';
import { stageUnused } from './rules/stage-unused.js';
import { steps } from './rules/steps.js';
import { tests } from './rules/tests.js';

const RULES = [
  baseReference,
  builderFeatures,
  command,
  comments,
  contextDir,
  copy,
  copyArchive,
  cron,
  files,
  healthcheck,
  ports,
  publish,
  rootfs,
  run,
  scratchRun,
  stageNames,
  stageReferences,
  stageUnused,
  steps,
  tests,
];

/** All that is wrong with an image beyond its schema. */
export function checkRules(image: ResolvedImage): Problem[] {
  return RULES.flatMap((rule) => [...rule(image)]);
}
