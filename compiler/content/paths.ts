/** Paths of files in a project: from the workspace's folder, with '/' between the parts, as git keeps them. */

/** As long as Linux takes: bytes of a name, and of a path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4095;

/** What file systems take for nothing in a name; see `is_hfs_dotgit` in git's utf8.c. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;
/** Names that some file system takes for git's own folder: on a clone there, git would be made to run hooks. */
const GIT_FOLDER = /^(\.git|git~1)[ .]*(:.*)?$/iu;

/** Why a path can be no file's in a project, as a part of a sentence; null where it can. '' is the folder itself. */
export function pathProblem(path: string): string | null {
  if (path === '') return null;
  if (!path.isWellFormed()) return 'it holds half of a surrogate pair';
  if (path.includes('\0')) return 'it holds a NUL character';
  if (path.includes('\\')) return 'it holds a backslash: the parts are separated by "/"';
  if (path.startsWith('/')) return 'it is absolute: paths are those from the workspace';
  const parts = path.split('/');
  if (parts.includes('')) return 'a part of it is empty';
  if (parts.some((part) => part === '.' || part === '..')) return 'a part of it is "." or ".."';
  if (parts.some((part) => GIT_FOLDER.test(part.replace(IGNORED, ''))))
    return "a part of it is git's own folder, or taken for it by some file systems";
  return null;
}

/** The same for a file that is to be written: it must be possible to check it out. */
export function newPathProblem(path: string): string | null {
  if (path === '') return 'it is empty';
  const problem = pathProblem(path);
  if (problem !== null) return problem;
  if (/\p{Cc}/u.test(path)) return 'it holds a control character';
  const length = (text: string): number => new TextEncoder().encode(text).length;
  if (path.split('/').some((part) => length(part) > LONGEST_NAME))
    return `a part of it is longer than ${LONGEST_NAME} bytes`;
  return length(path) > LONGEST_PATH ? `it is longer than ${LONGEST_PATH} bytes` : null;
}

/** The path from the project's top. @param folder of the workspace; '' for the top */
export function inProject(folder: string, path: string): string {
  return folder === '' ? path : path === '' ? folder : `${folder}/${path}`;
}

/** The path from the workspace; null for what lies outside. */
export function inWorkspace(folder: string, path: string): string | null {
  if (folder === '') return path;
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}
