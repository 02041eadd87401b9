import { Inheritance, workspaceLayer, type Fragment } from './compose/inherit.js';
import { OPENING } from './compose/interpolate.js';
import { leaf, type Tree } from './compose/tree.js';
import type { Files } from './host/files.js';
import type { Document } from './load/document.js';
import { kindOf } from './load/facts.js';
import { readJson } from './load/read.js';
import { SETTINGS_FILE } from './load/workspace.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { WorkspaceSettings } from './model/spec.js';

/** What the images of a workspace share: its settings and its fragments, each read once. */
export class Workspace {
  readonly inheritance = new Inheritance((file) => this.#fragment(file));
  /** What every spec inherits; null for nothing. */
  readonly layer: Tree | null;
  readonly images: string;
  readonly #documents = new Map<string, Document>();
  readonly #holds = new Map<string, boolean>();
  readonly #broken = new Map<string, readonly Diagnostic[]>();

  /**
   * @param root absolute
   * @param document of the settings
   * @param pins digests of the lock, by reference
   * @param onFragment called before a fragment is read
   */
  constructor(
    readonly files: Files,
    readonly root: string,
    readonly settings: WorkspaceSettings,
    document: Document,
    readonly pins: ReadonlyMap<string, string> = new Map(),
    private readonly onFragment: (file: string) => void = () => {},
  ) {
    this.#documents.set(SETTINGS_FILE, document);
    this.layer = workspaceLayer(SETTINGS_FILE, settings);
    this.images = settings.images ?? 'images';
  }

  /** The text of a fragment that was read, or of the settings. */
  document(file: string): Document | undefined {
    return this.#documents.get(file);
  }

  /** Why a fragment can't be used; nothing where it can. */
  problemsOf(file: string): readonly Diagnostic[] {
    return this.#broken.get(file) ?? [];
  }

  /** Whether a file has something to interpolate. */
  holds(file: string): boolean {
    const known = this.#holds.get(file);
    if (known !== undefined) return known;
    const document = this.#documents.get(file);
    const holds = document === undefined || document.text.includes(OPENING);
    this.#holds.set(file, holds);
    return holds;
  }

  #fragment(file: string): Fragment {
    const kind = kindOf(this.files, this.root, file);
    if (kind === 'outside') return 'outside';
    if (kind === 'missing') return 'missing';
    this.onFragment(file);
    const { document, value, diagnostics } = readJson(this.files, this.root, file);
    this.#documents.set(file, document);
    if (diagnostics.length > 0) {
      this.#broken.set(file, diagnostics);
      return 'broken';
    }
    return leaf(value, file);
  }
}
