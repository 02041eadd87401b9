import type { Answer, Commit, GitLabFault } from '../clients/gitlab/types.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { actionsFor } from './actions.js';
import type { Edits, Targets } from './edits.js';
import { factsOf, isSame, look, oursAt, type Conflict, type Looked } from './look.js';
import type { ProjectContent } from './project-content.js';

export interface SaveOptions {
  /** Is made on top of the edits' base where it does not exist. */
  readonly branch: string;
  readonly message: string;
  /**
   * Looks at what the commit would make of the workspace, and says which generated files go with it.
   * @param tip what the commit goes on top of
   */
  readonly complete?: (tip: ProjectContent, targets: Targets) => Promise<Answer<Completion>>;
  /** Waits, in ms. */
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface Completion {
  /** What is wrong with what would be saved. */
  readonly diagnostics: readonly Diagnostic[];
  /** It is not saved. */
  readonly isRefused: boolean;
  /** Generated files that the commit changes, too. */
  readonly generated: Targets;
}

export type Saved =
  | {
      readonly kind: 'saved';
      readonly commit: Commit;
      /** Paths of generated files that were changed with it. */
      readonly generated: readonly string[];
      readonly diagnostics: readonly Diagnostic[];
      /** The branch has moved between the compile and the commit: generated files may be out of date. */
      readonly isBehind: boolean;
    }
  /** The branch has it all already. */
  | { readonly kind: 'nothing'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'errors'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'fault'; readonly fault: GitLabFault };

/** How often is looked again after somebody else was faster. */
const TRIES = 3;

/**
 * Saves edits as one commit. Files that others have changed since are never written over: then it is a conflict, with
 * both sides, and nothing is saved. What others have changed elsewhere stays.
 */
export async function saveEdits(edits: Edits, options: SaveOptions): Promise<Saved> {
  let wasThere = options.branch === edits.base.ref;
  for (let attempt = 1; ; attempt++) {
    const looked = await look(edits, options.branch, wasThere);
    if ('fault' in looked) return failed(looked.fault);
    const { conflicts, tip } = looked.value;
    wasThere ||= !looked.value.isNew;
    if (conflicts.length > 0) return { kind: 'conflict', conflicts };
    const completed = (await options.complete?.(tip, edits.targets)) ?? { value: NOTHING };
    if ('fault' in completed) return failed(completed.fault);
    const { diagnostics, isRefused } = completed.value;
    if (isRefused) return { kind: 'errors', diagnostics };
    const saved = await commitTo(looked.value, edits, completed.value, options);
    // Somebody was faster: what they did is looked at, and it may be a conflict.
    if (saved.kind === 'fault' && saved.fault.kind === 'conflict' && attempt < TRIES) continue;
    return saved;
  }
}

const NOTHING: Completion = { diagnostics: [], isRefused: false, generated: new Map() };

async function commitTo(
  looked: Looked,
  edits: Edits,
  { generated, diagnostics }: Completion,
  { branch, message, sleep = pause }: SaveOptions,
): Promise<Saved> {
  const { tip, isNew } = looked;
  const others = await factsOf(tip, [...generated.keys()]);
  if ('fault' in others) return failed(others.fault);
  const facts = new Map([...looked.facts, ...others.value]);
  const actions = await actionsFor(tip, new Map([...edits.targets, ...generated]), facts, !isNew);
  if ('fault' in actions) return failed(actions.fault);
  if (actions.value.length === 0) return { kind: 'nothing', diagnostics };
  const start = isNew ? tip.commit.id : null;
  const made = await tip.gitlab.createCommit({ branch, start, message, actions: actions.value });
  const answer =
    'fault' in made && made.fault.kind === 'unknown'
      ? await foundAfter(made.fault, looked, edits, message, sleep)
      : made;
  if ('fault' in answer) return failed(answer.fault);
  return {
    kind: 'saved',
    commit: answer.value,
    generated: [...generated.keys()],
    diagnostics,
    isBehind: answer.value.parents[0] !== tip.commit.id,
  };
}

const WAITS = [0, 1000, 3000];
/** So many commits of others are looked through for ours. */
const MOST_LOOKED = 20;

/** Whether a request has arrived of which no answer came: its commit is looked for. */
async function foundAfter(
  fault: GitLabFault,
  { branch, tip }: Looked,
  edits: Edits,
  message: string,
  sleep: (ms: number) => Promise<void>,
): Promise<Answer<Commit>> {
  for (const ms of WAITS) {
    await sleep(ms);
    const there = await tip.gitlab.branch(branch);
    if ('fault' in there || there.value === null) continue;
    const newest = await tip.gitlab.commits(there.value.commit, MOST_LOOKED);
    if ('fault' in newest) continue;
    const end = newest.value.findIndex(({ id }) => id === tip.commit.id);
    for (const commit of end === -1 ? newest.value : newest.value.slice(0, end))
      if (commit.message.trim() === message.trim() && (await holds(tip.at(commit), edits)))
        return { value: commit };
  }
  return { fault };
}

/** Whether a commit has all that the edits make. */
async function holds(content: ProjectContent, edits: Edits): Promise<boolean> {
  const paths = [...edits.targets.keys()];
  const facts = await factsOf(content, paths);
  return (
    'value' in facts && paths.every((path) => isSame(facts.value.get(path) ?? null, oursAt(edits, path)))
  );
}

function failed(fault: GitLabFault): Saved {
  return { kind: 'fault', fault };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
