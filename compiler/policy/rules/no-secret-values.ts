import type { CommandValue, InstructionBody, Pair } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import { problem } from '../../model/problem.js';
import { variablesOf } from '../../quote/index.js';
import { runTexts } from '../commands.js';
import type { About, Rule, Subject } from '../rule.js';
import { assignedSecret, isSecretName, isSecretPath, isSecretValue, knownSecret } from '../secrets.js';

/** Something that ends up in the image, its history or the repository. */
interface Place {
  /** As a message tells it. */
  readonly where: string;
  readonly origin: Pointer;
  readonly text: string;
  /** How the text gives values to names; null where it gives none. */
  readonly as: 'value' | 'shell' | 'file' | null;
  /** The variable, label or path. */
  readonly name: string;
}

/** Nothing looks like a secret. No message and no code frame shows the text. One finding for each place. */
export const noSecretValues: Rule<'no-secret-values'> = function* (subject, { allow = [] }) {
  const allowed = new Set(allow);
  for (const place of placesIn(subject)) {
    if (allowed.has(place.name)) continue;
    const what = secretIn(place, allowed);
    if (what !== null) yield confidential(place.origin, place.where, what);
  }
  for (const { path, origin, where } of pathsIn(subject))
    if (isSecretPath(path) && !allowed.has(path))
      yield confidential(origin, where, 'has the name of a file with secrets');
  for (const { name, origin } of givenByBuild(subject))
    if (isSecretName(name) && !allowed.has(name))
      yield confidential(
        origin,
        `the argument ${name}`,
        'takes what looks like a secret, and stays in the history of the image',
      );
};

function confidential(origin: Pointer, where: string, what: string): Problem {
  return { ...problem('policy-no-secret-values', origin, { where, what }), confidential: true };
}

function secretIn({ text, as, name }: Place, allowed: ReadonlySet<string>): string | null {
  const known = knownSecret(text);
  if (known !== null) return `holds ${known}`;
  if (as === 'value')
    return isSecretName(name) && variablesOf(text).length === 0 && isSecretValue(text)
      ? 'holds a literal value, and its name is that of a secret'
      : null;
  const assigned = as === null ? null : assignedSecret(text, allowed, as === 'file');
  return assigned === null ? null : `gives a literal value to ${assigned}`;
}

function* placesIn({ image, plan }: Subject): Generator<Place> {
  for (const { body, origin } of plan.instructions) yield* placesOf(body, origin);
  for (const { text, origin } of runTexts(plan, image.facts))
    yield { where: 'this RUN', origin, text, as: 'shell', name: '' };
  for (const entry of plan.context.entries)
    if (entry.type === 'file')
      yield {
        where: `the file ${entry.path}`,
        origin: entry.origin,
        text: entry.content,
        as: 'file',
        name: entry.path,
      };
}

function* placesOf(body: InstructionBody, origin: Pointer): Generator<Place> {
  switch (body.verb) {
    case 'ENV':
      return yield* body.pairs.map((pair) => ofPair('variable', pair));
    case 'ARG':
      return yield* body.pairs.map((pair) => ofPair('argument', pair));
    case 'LABEL':
      return yield* body.pairs.map((pair) => ofPair('label', pair));
    case 'CMD':
    case 'ENTRYPOINT':
      return yield ofCommand(body.verb, body.command, origin);
    case 'HEALTHCHECK':
      return yield ofCommand(body.verb, body.test ?? '', origin);
    case 'ADD':
    case 'COPY':
      for (const source of body.sources)
        if ('path' in source)
          yield { where: 'this address', origin: source.origin, text: source.path, as: null, name: '' };
        else {
          const { heredoc: name, lines, origin: from } = source;
          yield { where: `the file ${name}`, origin: from, text: lines.join('\n'), as: 'file', name };
        }
      return;
    case 'ONBUILD':
      return yield* placesOf(body.instruction, origin);
    default:
  }
}

function ofPair(kind: string, { name, value, origin }: Pair): Place {
  return { where: `the ${kind} ${name}`, origin, text: value ?? '', as: 'value', name };
}

function ofCommand(verb: string, command: CommandValue, origin: Pointer): Place {
  const text = typeof command === 'string' ? command : command.join(' ');
  return { where: `this ${verb}`, origin, text, as: 'shell', name: '' };
}

interface NamedFile {
  readonly path: string;
  readonly origin: Pointer;
  readonly where: string;
}

/** Files that are put into the image, by their path there or in the context. */
function* pathsIn({ image, plan }: Subject): Generator<NamedFile> {
  for (const { path, kind } of image.facts.rootfs?.entries ?? [])
    if (kind !== 'directory') yield { path: `/${path}`, origin: '/rootfs', where: `in the rootfs, /${path}` };
  for (const entry of plan.context.entries)
    if (entry.type === 'file')
      yield { path: entry.path, origin: entry.origin, where: `the file ${entry.path}` };
  for (const { body } of plan.instructions) {
    const copied = body.verb === 'ONBUILD' ? body.instruction : body;
    if (copied.verb !== 'ADD' && copied.verb !== 'COPY') continue;
    for (const source of copied.sources) {
      const path = 'path' in source ? source.path : source.heredoc;
      yield { path, origin: source.origin, where: `the file ${path}` };
    }
  }
}

/** Arguments whose value the build takes from its environment. */
function* givenByBuild({ plan }: Subject): Generator<Pair> {
  const names = new Set(plan.buildArgs.map(({ name }) => name));
  for (const { body } of plan.instructions)
    if (body.verb === 'ARG') for (const pair of body.pairs) if (names.has(pair.name)) yield pair;
}

export const about: About = {
  why: 'Everyone who can pull an image can read its variables, its history and all its layers, deleted files too. And the spec itself stands in Git.',
  fix: 'A secret of the build: `secrets`, and a RUN with a mount of type secret. A secret of the running program: give it when the container is started. Then change the secret that stood here. A name that only sounds like a secret goes into `allow`, or into a waiver.',
  bad: { from: 'debian:12', env: { DB_PASSWORD: 'correct-horse' } },
  good: {
    from: 'debian:12',
    env: { DB_PASSWORD_FILE: '/run/secrets/db' },
    secrets: { npm: { credentialsId: 'npm' } },
    run: [{ lines: ['NPM_TOKEN="$(cat /run/secrets/npm)" npm ci'], mounts: [{ type: 'secret', id: 'npm' }] }],
  },
};
