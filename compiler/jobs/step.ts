/** What is to be done with one thing in Jenkins, judged by what is wanted and what is there. Pure. */
import type { JenkinsFault, JobPath } from '../clients/jenkins/types.js';
import { compareJobs, patchJob, readJob, strayTriggers } from './config.js';
import { compareLibraries, newFolderXml, patchFolder, readFolder } from './folder-config.js';
import type { FieldChange } from './job.js';
import { markerOf, sameRepository } from './marker.js';
import type { Wanted, WantedJob } from './wanted.js';

interface Common {
  readonly what: 'folder' | 'job';
  readonly path: JobPath;
  /** `dir` of the image whose job it is; null for folders and for jobs whose image is gone. */
  readonly image: string | null;
  /** Sentences without a full stop, behind the name: what is worth knowing, and no difference. */
  readonly notes: readonly string[];
}

export type Step = Common &
  (
    | { readonly action: 'create' | 'update'; readonly changes: readonly FieldChange[]; readonly xml: string }
    | { readonly action: 'keep' }
    /** It is not ours, or can't be: never touched. `reason` stands behind the name. */
    | { readonly action: 'conflict'; readonly reason: string; readonly advice: string }
    /** Ours, and its image is gone. */
    | { readonly action: 'orphan'; readonly spec: string; readonly disabled: boolean }
    /** It could not be looked at. */
    | { readonly action: 'unknown'; readonly fault: JenkinsFault }
  );

/** Names of jobs, and full names of folders, that may be taken over. */
export type Adopt = ReadonlySet<string>;

/**
 * @param xml of the job that is there, or null
 * @param create makes the config.xml of a new job: only where it is needed
 */
export function jobStep(
  wanted: Wanted,
  job: WantedJob,
  xml: string | null,
  adopt: Adopt,
  create: () => string,
): Step {
  const common = { what: 'job', path: [...wanted.folder, job.name], image: job.image, notes: [] } as const;
  if (xml === null)
    return { ...common, action: 'create', changes: compareJobs(null, job.job), xml: create() };
  const found = readJob(xml);
  if ('what' in found)
    return {
      ...common,
      action: 'conflict',
      reason: found.what,
      advice: 'Rename or remove it, or give the image another name.',
    };
  const foreign = foreignness(found.job.description, wanted.workspaces);
  if (foreign !== null && !adopt.has(job.name))
    return {
      ...common,
      action: 'conflict',
      reason: foreign,
      advice: `To take it over: cooper jobs sync --adopt ${job.name}`,
    };
  const notes = [
    ...strayTriggers(found.job, job.job).map(
      (trigger) => `keeps a trigger that its image does not declare (${trigger})`,
    ),
    ...(found.disabled ? ['is disabled'] : []),
  ];
  const changes = compareJobs(found.job, job.job);
  if (changes.length === 0) return { ...common, notes, action: 'keep' };
  const patched = patchJob(xml, job.job);
  if ('what' in patched)
    return { ...common, action: 'conflict', reason: patched.what, advice: 'Look at it in Jenkins.' };
  return { ...common, notes, action: 'update', changes, xml: patched.xml };
}

/** @param xml of the folder, or null where there is none */
export function folderStep(wanted: Wanted, xml: string | null, adopt: Adopt): Step {
  const { folder: path, library } = wanted;
  const common = { what: 'folder', path, image: null, notes: [] } as const;
  const changes = (from: Parameters<typeof compareLibraries>[0]): FieldChange[] =>
    library ? compareLibraries(from, library) : [];
  if (xml === null)
    return {
      ...common,
      action: 'create',
      changes: changes(null),
      xml: newFolderXml(wanted.description, library),
    };
  const found = readFolder(xml);
  if ('what' in found)
    return { ...common, action: 'conflict', reason: found.what, advice: 'Look at it in Jenkins.' };
  const known = found.libraries.find(({ name }) => name === library?.name) ?? null;
  const differing = changes(known);
  if (library === null || differing.length === 0) return { ...common, action: 'keep' };
  const name = path.join('/');
  // In a folder that somebody else made: one of this name from elsewhere is theirs, one from here we have made.
  const ours =
    known === null ||
    sameRepository(known.url ?? '', library.url ?? '') ||
    foreignness(found.description, wanted.workspaces) === null;
  if (!ours && !adopt.has(name))
    return {
      ...common,
      action: 'conflict',
      reason: `has a library ${library.name} from elsewhere`,
      advice: `To change that library: cooper jobs sync --adopt ${name}`,
    };
  const patched = patchFolder(xml, library);
  if ('what' in patched)
    return { ...common, action: 'conflict', reason: patched.what, advice: 'Look at it in Jenkins.' };
  return { ...common, action: 'update', changes: differing, xml: patched.xml };
}

/** Why a thing with this description is not ours; null where it is. */
function foreignness(description: string, workspaces: readonly string[]): string | null {
  const marker = markerOf(description);
  if (marker === null) return 'was not made by Cooperage';
  const ours = workspaces.some((workspace) => sameRepository(marker.workspace, workspace));
  return ours ? null : `belongs to the workspace ${marker.workspace}`;
}

/** The spec that a job of this workspace was made from; null where the job is not ours. */
export function specOfOurs(description: string, workspaces: readonly string[]): string | null {
  return foreignness(description, workspaces) === null ? (markerOf(description)?.spec ?? null) : null;
}
