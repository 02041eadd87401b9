import type { Answer, BuildState, JenkinsApi, JobPath, LogPart, Stage } from '../clients/jenkins/types.js';
import { LogReader, type LogLine } from './log-reader.js';
import { StageTimes } from './stage-times.js';

/** What a log's reader is told; `stage` is what Jenkins tells of it besides, null where it doesn't. */
export interface LogSink {
  readonly line: (line: LogLine) => void;
  readonly stageStart?: (name: string, stage: Stage | null) => void;
  readonly stageEnd?: (name: string, stage: Stage | null) => void;
  /** A part of the log has come whole. */
  readonly flush?: () => void;
}

/** The log of a build as it is now, by the line; whoever waits for more takes `followBuild`. */
export async function readBuild(
  jenkins: JenkinsApi,
  path: JobPath,
  { number }: BuildState,
  stages: readonly Stage[],
  sink: LogSink,
  options: { readonly color?: boolean } = {},
): Promise<Answer<LogPart>> {
  const times = new StageTimes(stages);
  const open: (Stage | null)[] = [];
  const reader = new LogReader(sink.line, {
    color: options.color ?? false,
    onStage: ({ name, what }) => {
      if (what === 'end') return sink.stageEnd?.(name, open.pop() ?? null);
      const stage = times.next(name);
      open.push(stage);
      return sink.stageStart?.(name, stage);
    },
  });
  const part = await jenkins.log(path, number, 0, (bytes) => {
    reader.push(bytes);
    sink.flush?.();
  });
  reader.end();
  sink.flush?.();
  return part;
}
