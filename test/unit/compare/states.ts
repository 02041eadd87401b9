/** States of one image, compiled from specs in memory, and changes as short lines. */
import type { Change, ImageState } from '../../../compiler/compare/change.js';
import { imageFiles } from '../../../compiler/diff/image-files.js';
import { sideOf } from '../../../compiler/diff/side.js';
import { compileSpec } from '../../../compiler/image.js';
import { specAt } from '../../../compiler/load/workspace.js';
import { openWorkspace } from '../../../compiler/open-workspace.js';
import { Parents } from '../../../compiler/parents.js';
import { brief, memory, ROOT, spec, type Content } from '../../support/workspace.js';

export type Files = Readonly<Record<string, Content>>;

/** The image at images/web, whose spec has these fields; fails where it has errors. */
export function state(fields: object, more: Files = {}): ImageState {
  const files = memory({ 'images/web/image.json': spec(fields), ...more });
  const opened = openWorkspace(files, ROOT);
  if ('diagnostics' in opened) throw new Error(opened.diagnostics.map(brief).join('\n'));
  const place = specAt(files, ROOT, 'images/web');
  if (!place) throw new Error('no spec');
  const { images, diagnostics } = compileSpec(opened.workspace, place, new Parents(opened.workspace));
  const [image] = images;
  if (!image?.resolved || !image.plan) throw new Error(diagnostics.map(brief).join('\n'));
  const { identity, resolved, plan } = image;
  return { identity, resolved, plan, files: imageFiles(sideOf(ROOT, files), resolved, plan) };
}

type Look = (before: ImageState | null, after: ImageState) => readonly Change[];

/** What a subject says of two specs; `null` for a new image. */
export function told(
  look: Look,
  before: object | null,
  after: object,
  files: readonly [Files, Files] = [{}, {}],
): string[] {
  return look(before && state(before, files[0]), state(after, files[1])).map(line);
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** `~ [stage] name: before → after (note) !` */
export function line({ kind, stage, name, before, after, note, attention }: Change): string {
  const text = kind === 'added' ? after : kind === 'removed' ? before : `${before} → ${after}`;
  return [
    SIGNS[kind],
    stage === null ? '' : `[${stage}]`,
    name === '' ? '' : `${name}:`,
    text ?? '',
    note === '' ? '' : `(${note})`,
    attention ? '!' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
