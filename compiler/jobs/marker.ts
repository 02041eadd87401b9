/** Who made a job: the last line of its description says it, so that people see it too. */
import { holdable } from './xml.js';

export interface Marker {
  /** Path of the spec (of cooperage.json for a folder), from the workspace's root. */
  readonly spec: string;
  /** The workspace's Git URL. */
  readonly workspace: string;
}

const MARKER = /(?:^|\n)Made by Cooperage from (.+) of (\S+?)\.?\s*$/u;

/** Jenkins may render a description as HTML, or as plain text: a tag is neither wanted nor harmed by a blank. */
const TAG = /<(?=[A-Za-z/!?])/gu;

/** The description of what we make: the spec's own, and the marker. */
export function describe(text: string, { spec, workspace }: Marker): string {
  const marker = `Made by Cooperage from ${oneLine(spec)} of ${address(workspace)}`;
  const own = text.replace(/\r\n?/gu, '\n').trim();
  return holdable(`${own === '' ? '' : `${own}\n\n`}${marker}`.replace(TAG, '< '));
}

export function markerOf(description: string): Marker | null {
  const [, spec, workspace] = MARKER.exec(description) ?? [];
  return spec === undefined || workspace === undefined ? null : { spec, workspace };
}

/** Whether two addresses lead to the same repository, also by other protocols and accounts. */
export function sameRepository(one: string, other: string): boolean {
  return repository(address(one)) === repository(address(other));
}

/** `gitlab.example.com/platform/images` of any of its addresses. A port counts where it tells servers apart: with http. */
function repository(url: string): string {
  const [, scheme, authority, path] = /^([a-z+]+):\/\/([^/]*)\/*(.*)$/iu.exec(url) ?? [];
  const scp = /^(?:[^@/:]+@)?([^/:]+):\/*(.*)$/u.exec(url);
  const clean = (text: string): string => text.replace(/\/+$/u, '').replace(/\.git$/u, '');
  if (authority === undefined) return scp ? `${scp[1]?.toLowerCase()}/${clean(scp[2] ?? '')}` : clean(url);
  const host = authority.replace(/^.*@/u, '').toLowerCase();
  const web = /^https?$/iu.test(scheme ?? '');
  return `${host.replace(web ? /:(443|80)$/u : /:\d+$/u, '')}/${clean(path ?? '')}`;
}

/** As the marker holds it: one word without markup. */
function address(url: string): string {
  return holdable(url.replace(/[\s<]/gu, (character) => encodeURIComponent(character)));
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
