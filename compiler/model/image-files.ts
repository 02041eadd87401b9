/** The files that an image is made of, each known by its content. */

export interface FileFact {
  readonly kind: 'file' | 'symlink' | 'submodule';
  /** Git keeps no more of a mode than this. */
  readonly executable: boolean;
  /** The same for the same content: git's id of it. */
  readonly id: string;
  /** In bytes; null where nobody has looked, which is so only where the content is the same on both sides. */
  readonly size: number | null;
}

export interface ImageFiles {
  /** Below the rootfs, by path from its top. Directories are not among them: git keeps none. */
  readonly rootfs: ReadonlyMap<string, FileFact>;
  /** `scriptFile`s, by path from the spec's folder. */
  readonly scripts: ReadonlyMap<string, FileFact>;
  /** What COPY and ADD take from the context folder, by path from there. */
  readonly context: ReadonlyMap<string, FileFact>;
  /** The pod that a Kubernetes agent is made from. */
  readonly pod: FileFact | null;
}
