/** A change in plain words: what it is of, and what it was and is. */

import type { Change, Subject } from '../compare/change.js';
import { code } from './markdown.js';

/** How each subject is called. '' where the name says it. */
const NOUNS: Readonly<Record<Subject, string>> = {
  job: 'Jenkins job',
  base: 'base image',
  stages: 'build stage',
  platforms: 'platforms',
  packages: 'package',
  run: 'RUN line',
  copy: 'COPY line',
  files: 'file',
  environment: 'environment variable',
  arguments: 'build argument',
  shell: 'shell',
  workdir: 'working directory',
  user: 'user',
  ports: 'port',
  volumes: 'volume',
  command: '',
  health: '',
  labels: 'label',
  onbuild: 'ONBUILD line',
  secrets: 'secret',
  builder: 'builder',
  tests: 'test',
  publish: 'published',
  pipeline: 'pipeline',
  description: '',
  waivers: 'waiver of',
  directives: 'directive',
  other: 'other',
};

/** Subjects whose names are words of ours; in all others they are somebody else's. */
const OWN_NAMES: ReadonlySet<Subject> = new Set(['command', 'health', 'builder', 'pipeline', 'description']);

const PUBLISH_NAMES = new Set([
  'repository',
  'overwrite',
  'kind of registry',
  'API',
  'plain HTTP',
  'order of the tags',
]);

/** `file /etc/motd (its content)`, `RUN line in stage build`: in Markdown. */
export function whatOf(change: Change): string {
  const { stage, note } = change;
  const where = stage === null ? '' : ` in stage ${code(stage)}`;
  const what = `${nounOf(change)}${where}`;
  if (change.subject === 'other' && isSaidByName(change)) return `${what}: another`;
  return note === '' ? what : `${what} (${noteWords(note)})`;
}

/** Notes are ours, and hold no more than these. */
function noteWords(note: string): string {
  return /^[A-Za-z' ,]+$/u.test(note) ? note : code(note);
}

function nounOf({ subject, name, before, after }: Change): string {
  const noun = NOUNS[subject];
  if (name === '') return noun;
  if (OWN_NAMES.has(subject)) {
    if (name === (after ?? before)) return noun;
    return noun === '' ? name : `${noun}: ${name}`;
  }
  switch (subject) {
    case 'packages': {
      // The version says the name, too.
      const [manager = '', ...rest] = name.split(' ');
      return `${manager} package ${code(rest.join(' '))}`;
    }
    case 'run':
      return `script ${code(name)}`;
    case 'copy':
      return `copied file ${code(name)}`;
    case 'secrets':
      return name === 'the registry' ? 'credentials for the registry' : `secret ${code(name)}`;
    case 'publish':
      return name.startsWith('tag ') ? 'tag' : `${noun}: ${PUBLISH_NAMES.has(name) ? name : code(name)}`;
    case 'other':
      return /^[A-Za-z ]+$/u.test(name) ? name : code(name);
    case 'ports':
    case 'volumes':
      // They are their own value.
      return noun;
    default:
      return `${noun} ${code(name)}`;
  }
}

/** Where both sides are called by the name, there is nothing more to show. */
function isSaidByName({ name, before, after }: Change): boolean {
  return before === after && before === name;
}

/** The two cells of a table: what it was, and what it is. */
export function valuesOf(change: Change): [string, string] {
  const { before, after } = change;
  if (isSaidByName(change)) return ['', ''];
  const shown = (text: string | null): string => (text === null ? '' : code(text));
  return [shown(before), shown(after)];
}
