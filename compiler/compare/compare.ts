/** What a change does to one image: each subject looks at both sides, and says what differs. */

import { keyOf } from '../layers/key.js';
import { buildArguments } from './arguments.js';
import { base } from './base.js';
import { builder } from './builder.js';
import type { Change, ImageState, Subject } from './change.js';
import { command } from './command.js';
import { copy } from './copy.js';
import { description } from './description.js';
import { directives } from './directives.js';
import { environment } from './environment.js';
import { files } from './files.js';
import { health } from './health.js';
import { job } from './job.js';
import { labels } from './labels.js';
import { onbuild } from './onbuild.js';
import { other } from './other.js';
import { packages } from './packages.js';
import { pipeline } from './pipeline.js';
import { platforms } from './platforms.js';
import { ports } from './ports.js';
import { publish } from './publish.js';
import { run } from './run.js';
import { secrets } from './secrets.js';
import { shell } from './shell.js';
import { stages } from './stages.js';
import { tests } from './tests.js';
import { user } from './user.js';
import { volumes } from './volumes.js';
import { waivers } from './waivers.js';
import { workdir } from './workdir.js';

type Look = (before: ImageState | null, after: ImageState) => Change[];

const LOOKS: Readonly<Record<Exclude<Subject, 'other'>, Look>> = {
  job,
  base,
  stages,
  platforms,
  packages,
  run,
  copy,
  files,
  environment,
  arguments: buildArguments,
  shell,
  workdir,
  user,
  ports,
  volumes,
  command,
  health,
  labels,
  onbuild,
  secrets,
  builder,
  tests,
  publish,
  pipeline,
  description,
  waivers,
  directives,
};

/**
 * What differs between two states of an image, in order of subject. Nothing is left out silently: what no subject
 * tells comes as `other`. No changes: the image, its job and its pipeline are the same.
 * @param before null for a new image, of which everything is told
 * @param after null for one that goes, of which only its job is told
 */
export function compareImages(before: ImageState | null, after: ImageState | null): Change[] {
  if (after === null) return job(before, null);
  const told = Object.values(LOOKS).flatMap((look) => look(before, after));
  return [...told, ...other(before, after, told)];
}

/** Whether comments of the generated files differ; they have no part in the image. */
export function commentsDiffer(before: ImageState, after: ImageState): boolean {
  const comments = ({ plan }: ImageState): string =>
    keyOf([plan.specFile, plan.comment as unknown, plan.instructions.map(({ comment: lines }) => lines)]);
  return comments(before) !== comments(after);
}
