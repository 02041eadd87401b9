/** What is known of a finished build beside its log. No logic here. */

export type BuildResult = 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'ABORTED' | 'NOT_BUILT';

export interface Outcome {
  /** Jenkins' word for it. */
  readonly result: string;
  /** In their order, where a plugin tells; skipped ones may read FAILED, as Jenkins has it. */
  readonly stages?: readonly { readonly name: string; readonly status: string }[] | null;
}

export interface Line {
  readonly text: string;
  /** The innermost stage that it stands in; null outside of all. */
  readonly stage: string | null;
}
