import type { BuildEvent } from '../../builds/events.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { isStage, type LogView } from './view.js';

/** Characters that are written at once. */
const BATCH = 32 * 1024;

/** The events of `cooper build --json`, one a line. */
export function jsonView(
  image: string,
  options: { readonly stage?: string | undefined; readonly pipeline?: boolean | undefined },
  io: Io,
): LogView {
  let batch = '';
  const flush = (): void => {
    if (batch !== '') io.out(batch);
    batch = '';
  };
  const tell = (event: BuildEvent): void => {
    batch += eventLine(event);
    if (batch.length > BATCH) flush();
  };
  return {
    stageStart: (stage) => tell({ type: 'stage-start', image, stage }),
    line({ stage, text, kind }) {
      if (kind === 'pipeline' && options.pipeline !== true) return;
      if (isStage(options.stage, stage)) tell({ type: 'line', image, stage, text });
    },
    stageEnd(name, stage) {
      const [status, ms] = stage === null ? ['UNKNOWN', 0] : [stage.status, stage.duration];
      tell({ type: 'stage-end', image, stage: name, status, ms });
    },
    flush,
    end: flush,
  };
}

export function eventLine(event: BuildEvent): string {
  return `${jsonText(event)}\n`;
}
