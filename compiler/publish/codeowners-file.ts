import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer } from '../clients/gitlab/types.js';
import { CODEOWNERS_FILES } from './codeowners.js';

const LARGEST = 1024 * 1024;

/** The text of CODEOWNERS, from the first place where GitLab looks; null without one. @param commit of the target */
export async function codeownersIn(
  gitlab: Pick<GitLabApi, 'read'>,
  commit: string,
): Promise<Answer<string | null>> {
  for (const path of CODEOWNERS_FILES) {
    const bytes = await gitlab.read(commit, path, LARGEST);
    if ('fault' in bytes) return bytes;
    if (bytes.value !== null) return { value: new TextDecoder().decode(bytes.value) };
  }
  return { value: null };
}
