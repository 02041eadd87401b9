import type { Answer, BuildState, JenkinsApi, JobPath } from '../clients/jenkins/types.js';
import type { PushedRecord } from './events.js';

/** Where the step imageReport archives it. */
const FILE = 'build-record.json';
/** Bytes; the record of an image with two thousand layers is smaller. */
const LIMIT = 1024 * 1024;

/** Whether a build has left a record. */
export function hasRecord({ artifacts }: Pick<BuildState, 'artifacts'>): boolean {
  return artifacts.includes(FILE);
}

/** What a build pushed, by the record in its archive; null where there is none, or where what is there is none. */
export async function recordOf(
  jenkins: JenkinsApi,
  path: JobPath,
  build: BuildState,
): Promise<Answer<PushedRecord | null>> {
  if (!hasRecord(build)) return { value: null };
  const file = await jenkins.artifact(path, build.number, FILE, LIMIT);
  if ('fault' in file) return file;
  return { value: file.value === null ? null : parseRecord(Buffer.from(file.value).toString('utf8')) };
}

/** null for what isn't one: anybody who may edit the job can archive anything. */
export function parseRecord(text: string): PushedRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { reference, digest, result, tags } = value as Record<string, unknown>;
  if (typeof reference !== 'string' || typeof digest !== 'string' || typeof result !== 'string') return null;
  const known = Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
  return { ...value, reference, digest, result, tags: known };
}
