import type { Answer, BuildState, JenkinsApi, JobPath } from '../clients/jenkins/types.js';
import { Absence } from './absence.js';
import type { LogReader } from './log-reader.js';
import type { Patience } from './patiently.js';

/** Without a patience of its own it is PATIENCE. */
export interface FollowOptions extends Patience {
  /** A part of the log has come whole. */
  readonly onPart?: () => void;
}

/** Between two questions, in milliseconds: where nothing comes, less and less often. */
const SHORTEST_INTERVAL = 300;
const INTERVAL = 1000;
const LONGEST_INTERVAL = 5000;
/** A controller that restarts is away for minutes, and the build goes on afterwards. */
export const PATIENCE = 10 * 60 * 1000;

/**
 * Reads the log of a build until the build is done, over lost connections and restarts of the controller.
 * @param reader gets each byte once, and its end
 * @returns the build at its end; null where `signal` ended it before
 */
export async function followLog(
  jenkins: JenkinsApi,
  path: JobPath,
  number: number,
  reader: LogReader,
  options: FollowOptions,
): Promise<Answer<BuildState | null>> {
  const { sleep, now, signal, patience = PATIENCE, onPart = () => {}, onConnection = () => {} } = options;
  const isLeft = (): boolean => signal?.aborted === true;
  const absence = new Absence({ now, onConnection });
  let start = 0;
  let interval = SHORTEST_INTERVAL;
  while (!isLeft()) {
    let given = 0;
    const part = await jenkins.log(path, number, start, (bytes) => {
      given += bytes.length;
      reader.push(bytes);
    });
    onPart();
    const answer = 'fault' in part ? part : await stateOf(jenkins, path, number, part.value.more);
    start = 'fault' in part ? start + given : part.value.next;
    if ('value' in answer) {
      absence.back();
      if (answer.value !== null) {
        reader.end();
        onPart();
        return { value: answer.value };
      }
    } else {
      if (answer.fault.kind !== 'unreachable') return answer;
      if (absence.lost(answer.fault.reason) > patience) return answer;
    }
    interval = given > 0 ? Math.min(interval, INTERVAL) : Math.min(interval * 1.5, LONGEST_INTERVAL);
    await sleep(interval);
  }
  return { value: null };
}

/** null as long as it runs: a log can end before its build does. */
async function stateOf(
  jenkins: JenkinsApi,
  path: JobPath,
  number: number,
  more: boolean,
): Promise<Answer<BuildState | null>> {
  if (more) return { value: null };
  const build = await jenkins.build(path, number);
  return 'value' in build && build.value.building ? { value: null } : build;
}
