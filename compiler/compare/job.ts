import { change, type Change, type ImageState } from './change.js';

/** The Jenkins job, with the place of its Jenkinsfile. */
export function job(before: ImageState | null, after: ImageState | null): Change[] {
  const words = ({ identity }: ImageState): string => `${identity.job} (${identity.dir}/Jenkinsfile)`;
  return change('job', before && words(before), after && words(after));
}
