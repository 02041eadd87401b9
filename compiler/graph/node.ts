/** An image in the graph of a workspace. */
export interface ImageNode {
  /** Where its generated files lie: what it is called in the graph. */
  readonly dir: string;
  readonly name: string;
  /** `registry/namespace/name:tag`, the first tag. */
  readonly reference: string;
  /** The name of its Jenkins job. */
  readonly job: string;
  /** Path of its spec. */
  readonly spec: string;
  /** `dir` of the images that it is built on, sorted. */
  readonly parents: readonly string[];
}
