/** A generated file: where it goes, its bytes, its mode. */
export interface Artifact {
  /** From the workspace's root, with '/' between the parts. */
  readonly path: string;
  readonly content: string;
  readonly mode: 0o644 | 0o755;
}
