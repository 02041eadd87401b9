import { isBroken } from '../../http/outcome.js';
import type { GitLabApi } from '../api.js';
import { about, quoted, type Connection } from '../connection.js';
import { bytesOf, claimedId, headOf, isSubmodule } from '../file-answer.js';
import { isPath } from '../names.js';
import { part } from '../resources.js';
import { pageQuery, treePageOf } from '../tree-page.js';
import type { Answer, FileHead, TreePage } from '../types.js';

type Tree = GitLabApi['tree'];

export function fileCalls(connection: Connection): Pick<GitLabApi, 'tree' | 'head' | 'read' | 'blob'> {
  const { session, caller, project } = connection;

  const tree: Tree = async (ref, folder, { recursive, page }) => {
    if (folder !== '' && !isPath(folder)) return { value: NOTHING };
    const where = folder === '' ? {} : { path: folder };
    const once = async (at: string | null): Promise<Answer<TreePage | 'by-number'>> => {
      const query = { ref: ref.toWellFormed(), ...where, recursive, ...pageQuery(at) };
      const outcome = await session.read(({ repositories }) =>
        repositories.allRepositoryTrees(project, query as object),
      );
      // Where the commit is there, and the folder is not; old servers answer with an empty page.
      if (
        caller.lacks(outcome) &&
        !isBroken(outcome) &&
        /path/iu.test(new TextDecoder().decode(outcome.body))
      )
        return { value: NOTHING };
      const thing = `the tree of ${quoted(ref)}`;
      return caller.told(about(thing), outcome, (reply) => treePageOf(reply, at));
    };
    const answer = await once(page);
    if ('fault' in answer) return answer;
    if (answer.value !== 'by-number') return { value: answer.value };
    return (await once('1')) as Answer<TreePage>;
  };

  return {
    tree,
    async head(ref, path) {
      if (!isPath(path)) return { value: null };
      const question = about(`the file ${quoted(path)}`);
      const outcome = await session.read((gitlab) =>
        gitlab.raw('HEAD', fileAt(project, path), { ref: ref.toWellFormed() }),
      );
      // Such an answer has no body, and says nothing of what is missing.
      if (caller.lacks(outcome)) return missingIn(connection);
      const answer = await caller.told(question, outcome, (reply) => headOf(reply, path));
      if ('fault' in answer) return answer;
      const { executable, ...rest } = answer.value;
      if (executable !== null) return { value: { ...rest, executable } };
      return withMode(tree, ref, rest);
    },
    async read(ref, path, limit) {
      if (!isPath(path)) return { value: null };
      const outcome = await session.read(
        ({ files }) => files.showRaw(project, path, ref.toWellFormed()),
        limit,
      );
      if (caller.lacks(outcome) || isSubmodule(outcome)) return { value: null };
      const question = about(`the file ${quoted(path)}`);
      return caller.told(question, outcome, (reply) => bytesOf(reply, claimedId(reply)));
    },
    async blob(id, limit) {
      if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(id)) return { value: null };
      return caller.found(
        about(`the content ${id}`),
        ({ repositories }) => repositories.showBlobRaw(project, id),
        (reply) => bytesOf(reply, id),
        limit,
      );
    },
  };
}

const NOTHING: TreePage = { entries: [], next: null };

function fileAt(project: string, path: string): string {
  return `projects/${part(project)}/repository/files/${part(path)}`;
}

/** null, unless it is the project itself that is not there. */
async function missingIn({ session, caller, project }: Connection): Promise<Answer<null>> {
  if (session.projectKnown) return { value: null };
  const question = about(`the project "${project}"`);
  const answer = await caller.json(
    question,
    ({ projects }) => projects.show(project),
    (json) => json,
  );
  return 'fault' in answer ? answer : { value: null };
}

/** From the entry of its folder, where something has taken the header away. */
async function withMode(
  tree: Tree,
  ref: string,
  head: Omit<FileHead, 'executable'>,
): Promise<Answer<FileHead | null>> {
  const folder = head.path.split('/').slice(0, -1).join('/');
  let page: string | null = null;
  do {
    const answer: Answer<TreePage> = await tree(ref, folder, { recursive: false, page });
    if ('fault' in answer) return answer;
    const entry = answer.value.entries.find(({ path }) => path === head.path);
    if (entry !== undefined) return { value: { ...head, executable: entry.executable } };
    page = answer.value.next;
  } while (page !== null);
  return { value: null };
}
