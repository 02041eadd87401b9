import type {
  Answer,
  BuildResult,
  BuildState,
  JenkinsApi,
  JenkinsFault,
  JobPath,
} from '../clients/jenkins/types.js';

/** Which build of a job: by its number, or by what it is. */
export type BuildWord = number | 'last' | 'lastFailed' | 'lastSuccessful';

export type ChosenBuild =
  | { readonly build: BuildState }
  /** It is none, or is gone: `there` has the numbers of those that are, the latest first. */
  | { readonly absent: 'job' | 'build'; readonly there: readonly number[] }
  | { readonly fault: JenkinsFault };

/** How far back is looked. */
const DEPTH = 100;

/** `12`, `last`, `lastFailed`, `lastSuccessful`; null for anything else. */
export function buildWord(text: string): BuildWord | null {
  const word = text.replace(/^#/u, '');
  if (/^[1-9]\d{0,8}$/u.test(word)) return Number(word);
  return text === 'last' || text === 'lastFailed' || text === 'lastSuccessful' ? text : null;
}

/** As Jenkins' own permalinks: a build that failed is not one that was aborted, and an unstable one did succeed. */
export async function chooseBuild(jenkins: JenkinsApi, path: JobPath, word: BuildWord): Promise<ChosenBuild> {
  const found = await find(jenkins, path, word);
  if ('fault' in found) return found.fault.kind === 'missing' ? absent(jenkins, path) : found;
  return found.value === null ? absent(jenkins, path) : { build: found.value };
}

async function find(jenkins: JenkinsApi, path: JobPath, word: BuildWord): Promise<Answer<BuildState | null>> {
  if (typeof word === 'number') return jenkins.build(path, word);
  if (word === 'last') return jenkins.build(path, 'lastBuild');
  const results: readonly (BuildResult | null)[] =
    word === 'lastFailed' ? ['FAILURE'] : ['SUCCESS', 'UNSTABLE'];
  const builds = await jenkins.builds(path, DEPTH);
  if ('fault' in builds) return builds;
  const wanted = builds.value.find(({ building, result }) => !building && results.includes(result));
  return { value: wanted ?? null };
}

async function absent(jenkins: JenkinsApi, path: JobPath): Promise<ChosenBuild> {
  const builds = await jenkins.builds(path, DEPTH);
  if ('value' in builds) return { absent: 'build', there: builds.value.map(({ number }) => number) };
  return builds.fault.kind === 'missing' ? { absent: 'job', there: [] } : builds;
}
