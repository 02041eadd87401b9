/** What happens while images are built in Jenkins, in the order in which it happens. No logic here. */
import type { BuildResult } from '../clients/jenkins/types.js';
import type { Failure } from '../failures/failure.js';
import type { Location } from '../model/diagnostic.js';

/** The members of build-record.json that a reader needs; the file has more. */
export interface PushedRecord {
  readonly reference: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly result: string;
  readonly [member: string]: unknown;
}

export interface ExplainedFailure extends Failure {
  /** Where the field stands in the workspace; null where it stands nowhere. */
  readonly location: Location | null;
}

/** `image` is the folder of an image (`images/nginx-19-el6`), `job` the full name of its job. Times are milliseconds. */
export type BuildEvent =
  | {
      readonly type: 'queued';
      readonly image: string;
      readonly job: string;
      readonly item: number;
      readonly url: string;
    }
  /** Told when the reason changes. */
  | { readonly type: 'waiting'; readonly image: string; readonly why: string; readonly stuck: boolean }
  | {
      readonly type: 'build-start';
      readonly image: string;
      readonly job: string;
      readonly number: number;
      readonly url: string;
    }
  | { readonly type: 'stage-start'; readonly image: string; readonly stage: string }
  | { readonly type: 'line'; readonly image: string; readonly stage: string | null; readonly text: string }
  | {
      readonly type: 'stage-end';
      readonly image: string;
      readonly stage: string;
      /** Jenkins' own word, or `UNKNOWN` while the build runs. */
      readonly status: string;
      readonly ms: number;
    }
  | {
      readonly type: 'connection';
      readonly image: string;
      readonly state: 'lost' | 'back';
      readonly reason: string;
    }
  | {
      readonly type: 'build-end';
      readonly image: string;
      readonly job: string;
      readonly number: number;
      readonly url: string;
      readonly result: BuildResult;
      readonly ms: number;
      /** As Jenkins tells of them afterwards, with `NOT_EXECUTED` for skipped ones. Empty where no plugin tells. */
      readonly stages: readonly { readonly name: string; readonly status: string; readonly ms: number }[];
      readonly record: PushedRecord | null;
      readonly failure: ExplainedFailure | null;
    }
  /** It was started, and what came of it can't be told: it may go on. */
  | {
      readonly type: 'lost';
      readonly image: string;
      readonly job: string;
      readonly number: number;
      readonly url: string;
      readonly reason: string;
      readonly advice: string;
    }
  /** No build was begun for it, as far as can be told. */
  | { readonly type: 'not-built'; readonly image: string; readonly reason: string; readonly advice: string };
