import type { Answer, JenkinsApi, JobPath, LogPart, Stage } from '../clients/jenkins/types.js';
import { LogReader, type LogLine } from './log-reader.js';
import { StageTimes } from './stage-times.js';

/** Who is told of a log; `stage` is what Jenkins tells of it besides, null where it doesn't (yet). */
export interface LogSink {
  readonly line: (line: LogLine) => void;
  readonly stageStart: (name: string, stage: Stage | null) => void;
  readonly stageEnd: (name: string, stage: Stage | null) => void;
}

/** A reader that tells of stages with what Jenkins knows of them. */
export function readerFor(sink: LogSink, stages: readonly Stage[], color: boolean): LogReader {
  const times = new StageTimes(stages);
  const open: (Stage | null)[] = [];
  return new LogReader(sink.line, {
    color,
    onStage({ name, what }) {
      if (what === 'end') return sink.stageEnd(name, open.pop() ?? null);
      const stage = times.next(name);
      open.push(stage);
      return sink.stageStart(name, stage);
    },
  });
}

/** The log of a build as it is now, up to its end; whoever waits for more takes `followLog`. */
export async function readLog(
  jenkins: JenkinsApi,
  path: JobPath,
  number: number,
  reader: LogReader,
  onPart: () => void = () => {},
): Promise<Answer<LogPart>> {
  const part = await jenkins.log(path, number, 0, (bytes) => {
    reader.push(bytes);
    onPart();
  });
  reader.end();
  onPart();
  return part;
}
