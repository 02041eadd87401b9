import type { Answer, BuildState, JenkinsApi, JobPath } from '../clients/jenkins/types.js';
import type { Failure } from '../failures/failure.js';
import type { FailureScanner } from '../failures/scan.js';
import type { BuildEvent, ExplainedFailure } from './events.js';
import { recordOf } from './record.js';

export type BuildEnd = Extract<BuildEvent, { type: 'build-end' }>;

/**
 * What a build came to. Stages and record that can't be asked are missing in it: the result itself is known.
 * @param build at its end
 * @param scanner has read the whole log
 */
export async function endOfBuild(
  jenkins: JenkinsApi,
  { image, path }: { readonly image: string; readonly path: JobPath },
  build: BuildState,
  scanner: FailureScanner,
  locate: (failure: Failure) => ExplainedFailure,
): Promise<BuildEnd> {
  const [stages, record] = await Promise.all([
    jenkins.stages(path, build.number),
    recordOf(jenkins, path, build),
  ]);
  const result = build.result ?? 'NOT_BUILT';
  const told = valueOf(stages);
  const failure = scanner.result({ result, stages: told });
  return {
    type: 'build-end',
    image,
    job: path.join('/'),
    number: build.number,
    url: build.url,
    result,
    ms: build.duration,
    stages: (told ?? []).map(({ name, status, duration }) => ({
      name,
      // Where only one of two plugins is there, a skipped stage has the status of the one that failed.
      status: scanner.skipped.has(name) ? 'NOT_EXECUTED' : status,
      ms: duration,
    })),
    record: valueOf(record),
    failure: failure && locate(failure),
  };
}

function valueOf<T>(answer: Answer<T | null>): T | null {
  return 'value' in answer ? answer.value : null;
}
