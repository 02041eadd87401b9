/** Says where in the workspace a failure comes from: the line that a person wrote. */
import type { ExplainedFailure } from './builds/events.js';
import { find, valueOf } from './compose/tree.js';
import { dockerfileBlocks } from './emit/dockerfile/dockerfile.js';
import type { Failure } from './failures/failure.js';
import { fieldOf, type Instruction } from './failures/field.js';
import { signatureOf } from './failures/table.js';
import { nodeFiles } from './host/node-files.js';
import type { Files } from './host/files.js';
import { reasonOf } from './host/reason.js';
import type { JenkinsImage } from './jenkins-workspace.js';
import { SETTINGS_FILE, specAt } from './load/workspace.js';
import type { Location } from './model/diagnostic.js';
import type { BuildPlan, Pointer } from './model/plan.js';
import { openWorkspace } from './open-workspace.js';
import { planImage } from './plan-image.js';
import { readVariants } from './variants.js';
import type { Workspace } from './workspace.js';

type Field = NonNullable<Failure['field']>;

/**
 * The failure with its field, and where that is written. Reads the spec as it is now, which may be another than the
 * one that was built; what can't be found is null, and nothing throws.
 * @param root absolute path of the folder with cooperage.json
 */
export function locateFailure(
  root: string,
  image: Pick<JenkinsImage, 'dir' | 'spec' | 'variant'>,
  failure: Failure,
  files: Files = nodeFiles,
): ExplainedFailure {
  try {
    const opened = openWorkspace(files, root);
    if ('diagnostics' in opened) return { ...failure, location: null };
    const place = placesOf(opened.workspace, image);
    const field = failure.field ?? (place && fieldIn(root, image, failure, place.spec, files));
    return { ...failure, field, location: field && locate(opened.workspace, field, place) };
  } catch (error) {
    // It can't be read any more: the failure is told without its place.
    reasonOf(error);
    return { ...failure, location: null };
  }
}

/** The image's complete spec, and what knows the lines of its values. */
interface SpecPlaces {
  readonly spec: unknown;
  readonly location: (pointer: Pointer) => Location;
}

function placesOf(
  workspace: Workspace,
  { spec, variant }: Pick<JenkinsImage, 'spec' | 'variant'>,
): SpecPlaces | null {
  const place = specAt(workspace.files, workspace.root, spec.slice(0, spec.lastIndexOf('/')));
  if (!place) return null;
  const found = readVariants(workspace, place).variants.find(({ name }) => name === variant);
  if (!found) return null;
  return {
    spec: valueOf(found.tree),
    location: (pointer) => {
      const { origin } = find(found.tree, pointer);
      return found.places.document(origin.file).locate(origin.pointer, false);
    },
  };
}

/** A field that only the image can tell. */
function fieldIn(
  root: string,
  { dir }: Pick<JenkinsImage, 'dir'>,
  { code, clues }: Failure,
  spec: unknown,
  files: Files,
): Field | null {
  const rule = signatureOf(code)?.field;
  if (!rule || !('by' in rule)) return null;
  const planned = clues.line === null && clues.instruction === null ? null : planImage(root, dir, {}, files);
  const instructions = planned && 'plan' in planned ? instructionsOf(planned.plan) : [];
  const pointer =
    fieldOf(rule.by, clues, spec, instructions) ?? fieldOf('instruction', clues, spec, instructions);
  return pointer === null ? null : { file: 'spec', pointer };
}

/** The instructions of the Dockerfile; comments above them belong to them. */
function instructionsOf(plan: BuildPlan): Instruction[] {
  let last = 0;
  return dockerfileBlocks(plan).flatMap(({ origin, lines }): Instruction[] => {
    const first = last + 1;
    last += lines.length;
    return origin === '' || lines.length === 0 ? [] : [{ first, last, lines, origin }];
  });
}

/** Where a field stands: of one that is not there, the object that lacks it. */
function locate(workspace: Workspace, { file, pointer }: Field, place: SpecPlaces | null): Location | null {
  if (file === 'spec') return place?.location(pointer) ?? null;
  return workspace.document(SETTINGS_FILE)?.locate(pointer, false) ?? null;
}
