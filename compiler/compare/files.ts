import type { ContextEntry } from '../model/plan.js';
import { change, type Change, type ImageState } from './change.js';
import { factWords, modeOf, sizeWords } from './file-words.js';

/** One path of the image that the rootfs or an inline file puts there. */
interface Placed {
  readonly from: 'rootfs' | 'inline' | 'folder';
  readonly mode: string;
  readonly owner: string;
  /** '' for a directory. */
  readonly content: string;
  readonly words: string;
}

/** Files and directories that the rootfs and the inline files put into the image. */
export function files(before: ImageState | null, after: ImageState): Change[] {
  const [old, now] = [before ? placedIn(before) : new Map<string, Placed>(), placedIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    const note = was && is ? differences(was, is) : '';
    // A file that comes with a set-id bit can give whoever runs it its owner's rights.
    const attention = is !== undefined && /^[2-7]...$/u.test(is.mode) && was?.mode !== is.mode;
    return change('files', was?.words ?? null, is?.words ?? null, { name: path, note, attention });
  });
}

function differences(was: Placed, is: Placed): string {
  return [
    ...(was.content === is.content ? [] : ['its content']),
    ...(was.mode === is.mode ? [] : ['its mode']),
    ...(was.owner === is.owner ? [] : ['its owner']),
    ...(was.from === is.from ? [] : [is.from === 'inline' ? 'now inline' : `now from the ${is.from}`]),
  ].join(', ');
}

function placedIn({ plan, files: facts }: ImageState): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const [path, fact] of facts.rootfs) {
    const mode = fact.kind === 'file' ? modeOf(fact.executable) : '';
    const content = `${fact.kind} ${fact.id}`;
    found.set(`/${path}`, { from: 'rootfs', mode, owner: '0:0', content, words: factWords(fact) });
  }
  for (const entry of plan.context.entries) {
    if (entry.type === 'file' || entry.type === 'dir' || entry.type === 'attr')
      found.set(entry.path, entryOf(entry, found.get(entry.path)));
  }
  return found;
}

type Entry = Extract<ContextEntry, { readonly type: 'file' | 'dir' | 'attr' }>;

function entryOf(entry: Entry, below: Placed | undefined): Placed {
  if (entry.type === 'file') {
    const { mode, owner, content } = entry;
    const size = sizeWords(Buffer.byteLength(content));
    return { from: 'inline', mode, owner, content: `inline ${content}`, words: words(mode, owner, size) };
  }
  if (entry.type === 'dir') {
    const { mode, owner } = entry;
    return { from: 'folder', mode, owner, content: '', words: words(mode, owner, 'directory') };
  }
  const { owner } = entry;
  const mode = entry.mode ?? below?.mode ?? '';
  const kind = below?.words.split(', ').slice(1).join(', ') ?? 'directory';
  return { from: 'rootfs', content: '', ...below, mode, owner, words: words(mode, owner, kind) };
}

function words(mode: string, owner: string, rest: string): string {
  return [mode, owner === '0:0' ? '' : `owner ${owner}`, rest].filter((part) => part !== '').join(', ');
}
