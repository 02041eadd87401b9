/** How a log is shown: as text, or as events for a program. */
import type { LogLine } from '../../builds/log-reader.js';
import type { Stage } from '../../clients/jenkins/types.js';

export interface LogView {
  /** @param stage what Jenkins tells of it; null where nothing is known (yet) */
  stageStart(name: string, stage: Stage | null): void;
  line(line: LogLine): void;
  stageEnd(name: string, stage: Stage | null): void;
  /** Nothing more comes at once. */
  flush(): void;
  /** The log is at its end. */
  end(): void;
}

const DECLARATIVE = 'declarative: ';

/** Whether a stage is the one that was asked for; without such a wish any is, and none. Case does not matter. */
export function isStage(wanted: string | undefined, name: string | null): boolean {
  if (wanted === undefined) return true;
  const [asked, is] = [wanted.toLowerCase(), (name ?? '').toLowerCase()];
  return name !== null && (is === asked || is === DECLARATIVE + asked);
}
