import { createColors } from 'picocolors';
import { printable } from '../../diagnostics/create.js';
import type { Conflict, PublishAction, PublishResult, PublishState } from '../../publish-workspace.js';
import type { Io } from '../io.js';
import type { OutsideFault } from '../outside-fault.js';
import { patchText } from '../patch.js';
import { count } from '../report.js';

/** Paths that are named; a first publish has thousands. */
const SHOWN = 30;

/** What was done, or would be. */
export function resultText(state: PublishState, io: Pick<Io, 'color'>, isDry: boolean): string {
  const { branch, target, plan, commit, mergeRequest, notices } = state;
  if (plan === null) return '';
  const { actions, tip } = plan;
  const name = printable(branch);
  const lines = isDry || commit !== null ? actionLines(actions, isDry, io) : [];
  if (isDry)
    lines.push(
      actions.length === 0
        ? `${name} is as it is here: there is nothing to send.`
        : `${count(actions.length, 'change')} to ${name}${tip === null ? `, which would be made on top of ${printable(target)}` : ''}. Nothing was sent.`,
    );
  else if (commit !== null)
    lines.push(
      `${count(actions.length, 'change')} in ${count(commit.commits, 'commit')} on ${name}: ${commit.tip.slice(0, 12)}`,
    );
  else if (actions.length === 0) lines.push(`${name} is as it is here: nothing was sent.`);
  if (mergeRequest !== null) {
    const { request, how, earlier } = mergeRequest;
    if (earlier !== null)
      lines.push(
        `!${earlier.iid} of the same branches is ${printable(earlier.state)}; a new one was opened.`,
      );
    if (how !== 'unchanged' && request.state !== 'opened')
      lines.push(`!${request.iid} was ${printable(request.state)} meanwhile.`);
    lines.push(`merge request !${request.iid} ${how}: ${printable(request.url)}`);
  } else if (!isDry && plan.differing.length === 0 && branch !== target)
    lines.push(`${name} does not differ from ${printable(target)}: no merge request is needed.`);
  return [...lines, ...notices.map(printable), ''].join('\n');
}

function actionLines(
  actions: readonly PublishAction[],
  all: boolean,
  { color }: Pick<Io, 'color'>,
): string[] {
  const { green, red, yellow, cyan } = createColors(color);
  const paint = { create: green, delete: red, update: yellow, move: cyan };
  const shown = all ? actions : actions.slice(0, SHOWN);
  const lines = shown.map((action) => `${paint[action.action](WORDS[action.action])} ${pathText(action)}`);
  return actions.length > shown.length ? [...lines, `… and ${actions.length - shown.length} more`] : lines;
}

const WORDS = { create: 'new    ', delete: 'removed', update: 'changed', move: 'moved  ' } as const;

function pathText(action: PublishAction): string {
  const path = printable(action.path);
  switch (action.action) {
    case 'move':
      return `${printable(action.previous)} → ${path}`;
    case 'create':
      return action.entry.executable ? `${path} (executable)` : path;
    case 'update':
      return action.chmod === null ? path : `${path} (${action.chmod ? '' : 'no longer '}executable)`;
    case 'delete':
      return path;
  }
}

/** Both sides of each conflict: what is there is shown as the old text, ours as the new one. */
export function conflictText(
  { conflicts, branch }: Extract<PublishResult, { end: 'conflict' }>,
  { color }: Pick<Io, 'color'>,
): string {
  const { bold } = createColors(color);
  const blocks = conflicts.map((conflict) => {
    const { path, texts, commit } = conflict;
    const who =
      commit === null
        ? ''
        : `\n  there: ${commit.id.slice(0, 12)} of ${printable(commit.authorName)}, ${printable(commit.committed)}: ${printable(commit.title)}`;
    const patch =
      texts.ours === null && texts.theirs === null
        ? ''
        : `\n${shortened(patchText([{ path: printable(path), before: texts.theirs, after: texts.ours }], color))}`;
    return `${bold(printable(path))}: ${sides(conflict)}${who}${patch}`;
  });
  return `${blocks.join('\n')}
cooper: ${count(conflicts.length, 'file')} changed here and on ${printable(branch)}, or what it comes from, each in another way; nothing was sent
  Take over what is there (with git: pull), and publish again; or name another branch with --branch.
  Where your files come from is read from git, or from the last publish here: --base COMMIT says it otherwise.
`;
}

function sides({ ours, theirs }: Conflict): string {
  const word = (entry: Conflict['ours']): string => (entry === null ? 'removed' : 'changed');
  return `${word(ours)} here, ${word(theirs)} there`;
}

function shortened(patch: string): string {
  const lines = patch.split('\n');
  return lines.length > 40
    ? [...lines.slice(0, 40), `… and ${lines.length - 40} lines more`].join('\n')
    : patch;
}

/** @param byGit then only names are in the way */
export function unsendableText(paths: readonly string[], byGit: boolean): OutsideFault {
  const named = paths.slice(0, 10).map((path) => printable(path));
  const more = paths.length > named.length ? ` and ${paths.length - named.length} more` : '';
  const list = `${named.join(', ')}${more}; nothing was sent`;
  if (byGit)
    return {
      reason: `names that are not in UTF-8 cannot be published: ${list}`,
      advice: 'Rename these files.',
    };
  return {
    reason: `the API of GitLab cannot make symlinks, files of Git LFS, and names that are not in UTF-8: ${list}`,
    advice: 'Push with --git, which can make links and files of Git LFS; rename the others.',
  };
}
