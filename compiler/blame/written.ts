/** Where a person wrote what a line of a generated file comes from. */

import { find, valueOf } from '../compose/tree.js';
import { SETTINGS_FILE } from '../load/workspace.js';
import { LOCK_FILE } from '../lock/lock-file.js';
import type { Location, Related } from '../model/diagnostic.js';
import type { Pointer } from '../model/plan.js';
import { at, segmentsOf } from '../model/pointer.js';
import type { SourceOrigin } from '../model/source-map.js';
import { linesOf } from '../model/text.js';
import { wayOf, type Places } from '../place.js';
import type { Workspace } from '../workspace.js';

export interface WrittenAt {
  /** The field, in the image's complete spec or (see `location`) in the settings. */
  readonly field: Pointer;
  /** Nobody stated the field, so the compiler's default holds; the place is what the field would stand in. */
  readonly isDefault: boolean;
  /** In the file of `location`. */
  readonly pointer: Pointer;
  readonly location: Location;
  /** From the value outwards: what its variables stood for, over which `extends` it came, in which variant. */
  readonly way: readonly Related[];
}

const PINNED: Related = { message: `the digest is that of ${LOCK_FILE}`, location: null };

/** Answers for the lines of one image; the same field is looked for once. */
export class Writing {
  readonly #known = new Map<string, WrittenAt>();
  readonly #spec: unknown;
  readonly #pins: ReadonlySet<string>;

  constructor(
    private readonly workspace: Workspace,
    private readonly places: Places,
  ) {
    this.#spec = valueOf(places.tree);
    this.#pins = new Set(workspace.pins.values());
  }

  /** @param text of the line: a comment stands in another field than what it is about */
  of({ file, pointer }: SourceOrigin, text: string): WrittenAt {
    if (file === 'workspace') return settingAt(this.workspace, pointer);
    const meant = commentPlace(this.#spec, pointer, text) ?? pointer;
    const known = this.#known.get(meant) ?? this.#inSpec(meant);
    this.#known.set(meant, known);
    return this.#isPinned(text) ? { ...known, way: [...known.way, PINNED] } : known;
  }

  /** Whether a digest of the lock stands in the line. */
  #isPinned(text: string): boolean {
    const digests = text.match(/sha256:[0-9a-f]{64}/gu) ?? [];
    return digests.some((digest) => this.#pins.has(digest));
  }

  #inSpec(field: Pointer): WrittenAt {
    const { pointer: stated, isDefault } = statedPart(this.#spec, field);
    const { variant, spec, tree } = this.places;
    // A matrix makes a new whole of the spec, which stands nowhere.
    const found = stated === '' ? { origin: { file: spec, pointer: '' }, readings: [] } : find(tree, stated);
    const { origin } = found;
    return {
      field: isDefault ? field : stated,
      isDefault,
      pointer: origin.pointer,
      location: this.places.document(origin.file).locate(origin.pointer, false),
      way: [
        ...wayOf(found, this.places),
        ...(origin.file === SETTINGS_FILE
          ? [{ message: 'the workspace states it for every image that does not', location: null }]
          : []),
        ...(variant === null ? [] : [{ message: `in the variant ${variant}`, location: null }]),
      ],
    };
  }
}

/** Where a setting stands, or would stand. */
export function settingAt(workspace: Workspace, field: Pointer): WrittenAt {
  const { pointer, isDefault } = statedPart(workspace.settings, field);
  const document = workspace.document(SETTINGS_FILE);
  if (!document) throw new Error('a workspace without settings');
  return { field, isDefault, pointer, location: document.locate(pointer, false), way: [] };
}

/**
 * The part of a pointer that names something. What is below a plain value is a part of it, e.g. one line of a text;
 * what an object or a list lacks has a default.
 */
function statedPart(value: unknown, pointer: Pointer): { pointer: Pointer; isDefault: boolean } {
  let here = value;
  const stated: string[] = [];
  for (const segment of segmentsOf(pointer)) {
    if (typeof here !== 'object' || here === null) return { pointer: at('', ...stated), isDefault: false };
    if (!Object.hasOwn(here, segment)) return { pointer: at('', ...stated), isDefault: true };
    here = (here as Record<string, unknown>)[segment];
    stated.push(segment);
  }
  return { pointer, isDefault: false };
}

/** The place of a comment that stands above an instruction; null where the line is none of the field's comments. */
function commentPlace(spec: unknown, field: Pointer, text: string): Pointer | null {
  const comment = /^# ?(.*)$/u.exec(text)?.[1];
  if (comment === undefined) return null;
  const segments = segmentsOf(field);
  const stage = segments[0] === 'stages' ? segments.slice(0, 2) : [];
  const [name = '', key] = segments.slice(stage.length);
  const places = [
    [...segments, 'comment'],
    [...segments.slice(0, -1), 'comment'],
    [...segments.slice(0, -2), 'comment'],
    [...stage, 'comments', name],
    [...stage, 'comments', `${name}.${key}`],
  ];
  for (const path of places) {
    const { text: lines, isList } = commentAt(spec, path);
    const index = lines.findIndex((line) => line.trimEnd() === comment);
    if (index !== -1) return at('', ...path, ...(isList ? [index] : []));
  }
  return null;
}

function commentAt(spec: unknown, path: readonly string[]): { text: readonly string[]; isList: boolean } {
  let here = spec;
  for (const segment of path) here = (here as Record<string, unknown> | null | undefined)?.[segment];
  const isList = Array.isArray(here);
  const lines = typeof here === 'string' ? linesOf(here) : isList ? (here as unknown[]) : [];
  return { text: lines.map(String), isList };
}
