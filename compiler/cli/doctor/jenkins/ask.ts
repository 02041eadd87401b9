/** What the checks need to know of a controller, asked side by side. */
import type {
  Agent,
  Answer,
  ControllerFacts,
  Item,
  JenkinsApi,
  JobPath,
  Plugin,
} from '../../../clients/jenkins/types.js';
import { readFolder } from '../../../jobs/folder-config.js';
import type { OwnedLibrary } from '../../../jobs/job.js';
import type { Store } from './credentials.js';
import type { FolderLibraries } from './library.js';
import { seen, type Seen } from './seen.js';

export interface Controller {
  readonly facts: Answer<ControllerFacts>;
  readonly plugins: Seen<readonly Plugin[]>;
  readonly agents: Seen<readonly Agent[]>;
  readonly items: Seen<readonly Item[]>;
  /** Those that jobs in the folder see, the nearest first. */
  readonly stores: readonly Store[];
  readonly libraries: readonly FolderLibraries[];
}

/** @param folder of the jobs; '' for the top of the controller */
export async function askController(jenkins: JenkinsApi, folder: string): Promise<Controller> {
  const path = folder.split('/').filter((name) => name !== '');
  const [facts, plugins, agents, items, around] = await Promise.all([
    jenkins.facts(),
    jenkins.plugins(),
    jenkins.agents(),
    jenkins.items(path),
    existing(jenkins, path),
  ]);
  const [stores, libraries] = await Promise.all([
    Promise.all([...around, []].map((of) => storeOf(jenkins, of))),
    Promise.all(around.map((of) => librariesOf(jenkins, of))),
  ]);
  return { facts, plugins: seen(plugins), agents: seen(agents), items: seen(items), stores, libraries };
}

/** The folders on the way that are there, the innermost first: what is not there hides nothing. */
async function existing(jenkins: JenkinsApi, path: JobPath): Promise<JobPath[]> {
  const prefixes = path.map((_, index) => path.slice(0, index + 1));
  const answers = await Promise.all(prefixes.map((prefix) => jenkins.items(prefix)));
  return prefixes
    .filter((_, index) => {
      const answer = answers[index];
      return answer !== undefined && ('fault' in answer || answer.value !== null);
    })
    .reverse();
}

async function storeOf(jenkins: JenkinsApi, path: JobPath): Promise<Store> {
  return { folder: path.join('/'), credentials: seen(await jenkins.credentials(path)) };
}

async function librariesOf(jenkins: JenkinsApi, path: JobPath): Promise<FolderLibraries> {
  const config = seen(await jenkins.config(path));
  return { folder: path.join('/'), libraries: 'value' in config ? read(config.value) : config };
}

function read(xml: string): Seen<readonly OwnedLibrary[]> {
  const found = readFolder(xml);
  return 'libraries' in found ? { value: found.libraries } : { value: [] };
}
