/**
 * Finds quick actions as lib/gitlab/quick_actions/extractor.rb of GitLab does: at the start of a line, outside of code
 * blocks with just three backticks, inline code whose backticks stand alone, HTML blocks and quote blocks. Versions
 * differ in what they skip; here it is what all of them skip, so a text without commands here has none in any GitLab.
 */

/** Of merge requests: https://docs.gitlab.com/user/project/quick_actions/ */
const NAMES = [
  'add_contacts',
  'approve',
  'assign',
  'assign_reviewer',
  'request_review',
  'assign_to',
  'award',
  'react',
  'cc',
  'clear_milestone',
  'close',
  'confidential',
  'copy_metadata',
  'done',
  'draft',
  'wip',
  'due',
  'duplicate',
  'epic',
  'estimate',
  'estimate_time',
  'label',
  'labels',
  'lock',
  'merge',
  'milestone',
  'move',
  'promote',
  'ready',
  'rebase',
  'reassign',
  'reassign_reviewer',
  'relabel',
  'remove_estimate',
  'remove_label',
  'remove_labels',
  'remove_milestone',
  'remove_reviewer',
  'remove_time_spent',
  'reopen',
  'reviewer',
  'severity',
  'shrug',
  'ship',
  'spend',
  'spent',
  'spend_time',
  'submit_review',
  'subscribe',
  'tableflip',
  'tag',
  'target_branch',
  'title',
  'todo',
  'unapprove',
  'unassign',
  'unassign_reviewer',
  'unlabel',
  'unlock',
  'unsubscribe',
  'weight',
  'zoom',
];

export interface Command {
  readonly name: string;
  readonly rest: string;
}

/** Also in what looks like one of these nothing is found. */
const SKIPPED = [
  /^```[\s\S]+?\n```$/,
  /^`\n[\s\S]+?\n`$/,
  /^<[^>]+?>\n[\s\S]+?\n<\/[^>]+?>$/,
  /^>>>[\s\S]+?\n>>>$/,
].map(({ source }) => `(?:${source})`);

export function quickActions(text: string): { readonly kept: string; readonly commands: Command[] } {
  const commands: Command[] = [];
  const command = `^/(?<cmd>${NAMES.join('|')})(?: (?<arg>[^\\n]*))?(?:\\s*\\n|$)`;
  const all = new RegExp([...SKIPPED, `(?:${command})`].join('|'), 'gim');
  const kept = text.replaceAll('\r', '').replace(all, (...found) => {
    const { cmd, arg } = found.at(-1) as { cmd?: string; arg?: string };
    if (cmd === undefined) return found[0] as string;
    commands.push({ name: cmd.toLowerCase(), rest: (arg ?? '').trim() });
    return '';
  });
  return { kept: commands.length === 0 ? text : kept.trimEnd(), commands };
}
