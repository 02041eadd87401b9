import type { BuildEvent } from '../../builds/events.js';
import type { Io } from '../io.js';
import { jsonText } from '../json-text.js';
import { isStage, type LogView } from './view.js';

/** The events of `cooper build --json`, one a line. */
export function jsonView(
  image: string,
  options: { readonly stage?: string | undefined; readonly pipeline?: boolean | undefined },
  io: Io,
): LogView {
  const tell = (event: BuildEvent): void => io.out(eventLine(event));
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
    flush: () => {},
    end: () => {},
  };
}

export function eventLine(event: BuildEvent): string {
  return `${jsonText(event)}\n`;
}
