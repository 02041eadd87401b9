/** What happens while an image is built on this machine, in the order in which it happens. */

export type StageName = 'Verify' | 'Prepare' | 'Build' | 'Test' | 'Push' | 'Report' | 'Cleanup';
export type StageStatus = 'passed' | 'failed' | 'aborted';

/** `pushed`, `unchanged` and `written` are successes, as build-record.json names them. */
export type RunStatus = 'pushed' | 'unchanged' | 'written' | 'failed' | 'aborted' | 'timeout';

/** The members of build-record.json that a reader needs; the file has more. */
export interface BuildRecord {
  readonly reference: string;
  readonly tags: readonly string[];
  readonly digest: string;
  readonly size: number;
  readonly result: 'pushed' | 'unchanged' | 'written';
  readonly [member: string]: unknown;
}

export type RunEvent =
  | {
      readonly type: 'run-start';
      readonly image: string;
      /** Where it goes: the first tag's reference, or `oci:DIR`. */
      readonly target: string;
      /** Without Report and Cleanup, which always run. */
      readonly stages: readonly StageName[];
      readonly builder: string;
      /** '' where it is not known, or where the image's folder has changes that are not committed. */
      readonly commit: string;
    }
  | { readonly type: 'stage-start'; readonly stage: StageName }
  | {
      readonly type: 'line';
      readonly stage: StageName;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
    }
  | {
      readonly type: 'stage-end';
      readonly stage: StageName;
      readonly status: StageStatus;
      readonly ms: number;
    }
  | {
      readonly type: 'run-end';
      readonly status: RunStatus;
      readonly ms: number;
      readonly record: BuildRecord | null;
    };

export interface RunResult {
  readonly status: RunStatus;
  readonly record: BuildRecord | null;
  /** The first stage that did not pass. */
  readonly failed: StageName | null;
  /** Whether Cleanup passed: otherwise something may be left behind. */
  readonly clean: boolean;
}
