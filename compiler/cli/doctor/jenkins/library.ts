import type { OwnedLibrary } from '../../../jobs/job.js';
import type { WorkspaceSettings } from '../../../model/spec.js';
import type { Check } from '../check.js';
import { failed, ok, shownName, type Seen } from './seen.js';

/** The libraries that a folder configures for the jobs below it. */
export interface FolderLibraries {
  readonly folder: string;
  readonly libraries: Seen<readonly OwnedLibrary[]>;
}

/** @param folders those of the jobs, the nearest first */
export function libraryCheck(
  { library, jenkins }: WorkspaceSettings,
  folders: readonly FolderLibraries[],
): Check {
  const base = { name: 'library', neededFor: 'every build', required: true };
  if (typeof library !== 'object')
    return ok(base, 'in the repository of each job: there is nothing to configure');
  const { name, version } = library;
  const wanted = `${name}@${version}`;
  for (const { folder, libraries } of folders) {
    const found = 'value' in libraries ? libraries.value.find((one) => one.name === name) : undefined;
    if (found) return judged(base, found, version, folder);
  }
  const broken = folders.flatMap(({ libraries }) => ('fault' in libraries ? [libraries.fault] : []));
  if (broken[0]) return failed(base, broken[0]);
  const hidden = folders.filter(({ libraries }) => 'unseen' in libraries).map(({ folder }) => folder);
  if (jenkins?.folderLibrary !== undefined && hidden.length === 0)
    return {
      ...base,
      state: 'limited',
      found: `${wanted}: not configured at the folder yet`,
      help: 'cooper jobs sync does it',
    };
  const rights = [
    ...hidden.map((folder) => `Job/ExtendedRead of ${folder}`),
    'Overall/Administer for global libraries',
  ];
  return {
    ...base,
    state: 'unseen',
    found: `${wanted} ${hidden.length === folders.length ? '' : 'is at no folder that is seen; '}not seen: needs ${rights.join(' and ')}`,
    help: `see in Manage Jenkins, System, Global Untrusted Pipeline Libraries that ${name} is there, or set \`jenkins.folderLibrary\` in cooperage.json`,
  };
}

function judged(
  base: Pick<Check, 'name' | 'neededFor' | 'required'>,
  { name, version, url, versioned }: OwnedLibrary,
  wanted: string,
  folder: string,
): Check {
  const of = url === null ? '' : ` of ${shownName(url)}`;
  const default_ = version === null ? 'no default version' : `default version ${shownName(version)}`;
  const found = `${name} at the folder ${folder}, ${default_}${of}; the Jenkinsfiles ask for ${wanted}`;
  if (versioned || version === wanted) return ok(base, found);
  return {
    ...base,
    state: 'missing',
    found: `${found}, which it does not let them`,
    help: 'allow the default version to be overridden there: cooper jobs sync does it where `jenkins.folderLibrary` is set',
  };
}
