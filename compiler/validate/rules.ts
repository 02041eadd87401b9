import type { ResolvedImage } from '../model/image.js';
import type { Problem } from '../model/problem.js';
import { baseReference } from './rules/base-reference.js';
import { command } from './rules/command.js';
import { cron } from './rules/cron.js';
import { files } from './rules/files.js';
import { healthcheck } from './rules/healthcheck.js';
import { onbuild } from './rules/onbuild.js';
import { ports } from './rules/ports.js';
import { publish } from './rules/publish.js';
import { rootfs } from './rules/rootfs.js';
import { run } from './rules/run.js';
import { scratchRun } from './rules/scratch-run.js';
import { tests } from './rules/tests.js';

const RULES = [
  baseReference,
  command,
  cron,
  files,
  healthcheck,
  onbuild,
  ports,
  publish,
  rootfs,
  run,
  scratchRun,
  tests,
];

/** All that is wrong with an image beyond its schema. */
export function checkRules(image: ResolvedImage): Problem[] {
  return RULES.flatMap((rule) => [...rule(image)]);
}
