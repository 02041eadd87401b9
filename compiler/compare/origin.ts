/** Where a person wrote what a change tells of: a place in the image's complete spec, or a file. */

import { packageName } from '../compose/package-name.js';
import { splitStages, labelOf, type BuiltStage } from '../layers/stages.js';
import { wordsOf } from '../layers/words.js';
import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { Change, ImageState, Subject } from './change.js';
import { packagesAt, packagesOrigin } from './package-runs.js';

export type ChangeOrigin =
  /** A pointer into the image's complete spec, into cooperage.json, or into the lock. */
  | { readonly in: 'spec' | 'settings' | 'lock'; readonly pointer: Pointer }
  /** A file as a whole, from the workspace's root. */
  | { readonly in: 'file'; readonly path: string };

type Find = (change: Change, state: ImageState) => ChangeOrigin | Pointer | null;

/** Null where this state of the image doesn't have it; the pointer may name what the spec leaves to its default. */
export function originOf(change: Change, state: ImageState): ChangeOrigin | null {
  const found = FINDS[change.subject](change, state);
  return typeof found === 'string' ? { in: 'spec', pointer: found } : found;
}

const FINDS: Readonly<Record<Subject, Find>> = {
  job: () => '',
  base: baseOrigin,
  stages: ({ name }, state) => {
    const from = instructionsIn(state, name).find(({ body }) => body.verb === 'FROM');
    return from ? parentOf(from.origin) : null;
  },
  platforms: () => '/platforms',
  packages: packageOrigin,
  run: (change, state) =>
    change.name === '' ? lineOrigin(['RUN'], change, state) : fileAt(state.plan.source, change.name),
  copy: (change, state) =>
    change.name === ''
      ? lineOrigin(['COPY', 'ADD'], change, state)
      : fileAt(state.plan.context.folder ?? state.plan.source, change.name),
  files: filesOrigin,
  environment: (change, state) => pairOrigin('ENV', change, state),
  arguments: argumentOrigin,
  shell: (change, state) => lastOrigin('SHELL', change, state),
  workdir: (change, state) => lastOrigin('WORKDIR', change, state),
  user: (change, state) => lastOrigin('USER', change, state),
  ports: (change, state) =>
    valueOrigin('EXPOSE', change, state, (text) => (/^[\d-]+$/u.test(text) ? `${text}/tcp` : text)),
  volumes: (change, state) => valueOrigin('VOLUME', change, state, (text) => text),
  command: (change, state) => lastOrigin(change.name === 'cmd' ? 'CMD' : 'ENTRYPOINT', change, state),
  health: (change, state) =>
    lastOrigin(change.name === 'healthcheck' ? 'HEALTHCHECK' : 'STOPSIGNAL', change, state),
  labels: (change, state) => pairOrigin('LABEL', change, state),
  onbuild: (change, state) => lineOrigin(['ONBUILD'], change, state),
  secrets: ({ name }) => (name === 'the registry' ? '/publish/credentialsId' : at('/secrets', name)),
  builder: builderOrigin,
  tests: ({ name }, { plan }) => plan.tests.find((test) => test.name === name)?.origin ?? null,
  publish: publishOrigin,
  pipeline: pipelineOrigin,
  description: ({ name }) => at('', name),
  waivers: ({ name }, { resolved }) => {
    const index = (resolved.spec.waivers ?? []).findIndex(({ rule }) => rule === name);
    return index === -1 ? null : at('/waivers', index);
  },
  directives: ({ name }) => at('/directives', name),
  other: () => '',
};

/** The instructions of a stage, or of the image itself. */
function instructionsIn({ plan }: ImageState, stage: string | null): readonly Instruction[] {
  const isIt = (one: BuiltStage): boolean => labelOf(one) === stage;
  return splitStages(plan.instructions).stages.find(isIt)?.instructions ?? [];
}

function baseOrigin({ stage, note }: Change, state: ImageState): ChangeOrigin | Pointer | null {
  const found = instructionsIn(state, stage).find(({ body }) => body.verb === 'FROM');
  if (found?.body.verb !== 'FROM') return null;
  const { digest } = found.body;
  const pin = [...state.resolved.pins].find(([, pinned]) => pinned === digest);
  // The tag is as it was, so what moved is the pin.
  return pin && note !== '' ? { in: 'lock', pointer: at('/images', pin[0], 'digest') } : found.origin;
}

function packageOrigin({ name, stage }: Change, state: ImageState): Pointer | null {
  for (const { origin } of instructionsIn(state, stage).toReversed()) {
    const manager = packagesOrigin(origin);
    if (manager === null) continue;
    const index = packagesAt(state, origin).findIndex((text) => `${manager} ${packageName(text)}` === name);
    if (index !== -1) return at(origin, index);
  }
  return null;
}

/** A line that is known by its words; of several that are the same, the first. */
function lineOrigin(
  verbs: readonly InstructionBody['verb'][],
  { stage, before, after }: Change,
  state: ImageState,
): Pointer | null {
  const lines = instructionsIn(state, stage).filter(({ body }) => verbs.includes(body.verb));
  for (const words of [after, before]) {
    const found = lines.find(({ body }) => wordsOf(body) === words);
    if (found) return found.origin;
  }
  return null;
}

function filesOrigin(
  { name, kind, note }: Change,
  { plan, files }: ImageState,
): ChangeOrigin | Pointer | null {
  const { entries, rootfs } = plan.context;
  const stated = entries.find(
    (entry) =>
      (entry.type === 'file' || entry.type === 'dir' || entry.type === 'attr') && entry.path === name,
  );
  const isThere = files.rootfs.has(name.slice(1));
  const isItself = stated?.type !== 'attr' || (isThere && (kind !== 'changed' || note.includes('content')));
  if (isThere && isItself) return fileAt(`${plan.source}/${rootfs ?? ''}`, name.slice(1));
  return stated?.origin ?? null;
}

function pairOrigin(
  verb: 'ENV' | 'ARG' | 'LABEL',
  { name, stage }: Change,
  state: ImageState,
): Pointer | null {
  return pairIn(instructionsIn(state, stage), verb, name);
}

function pairIn(instructions: readonly Instruction[], verb: string, name: string): Pointer | null {
  const pairs = instructions.flatMap(({ body }) => (body.verb === verb && 'pairs' in body ? body.pairs : []));
  return pairs.findLast((pair) => pair.name === name)?.origin ?? null;
}

/** Of a stage, or before the first FROM; a value that the build gives is stated where the argument is. */
function argumentOrigin(change: Change, state: ImageState): Pointer | null {
  const { globals, stages } = splitStages(state.plan.instructions);
  const name = change.name.replace(/ \(before FROM\)$/u, '');
  if (name !== change.name) return pairIn(globals, 'ARG', name);
  return (
    pairOrigin('ARG', change, state) ??
    pairIn([...globals, ...stages.flatMap(({ instructions }) => instructions)], 'ARG', name)
  );
}

/** The last of its kind, which is the one that counts. */
function lastOrigin(verb: InstructionBody['verb'], { stage }: Change, state: ImageState): Pointer | null {
  const found = instructionsIn(state, stage).findLast(({ body }) => body.verb === verb);
  if (!found) return null;
  return 'value' in found.body ? found.body.value.origin : found.origin;
}

function valueOrigin(
  verb: 'EXPOSE' | 'VOLUME',
  { name, stage }: Change,
  state: ImageState,
  nameOf: (text: string) => string,
): Pointer | null {
  const values = instructionsIn(state, stage).flatMap(({ body }) => (body.verb === verb ? body.values : []));
  return values.find(({ text }) => nameOf(text) === name)?.origin ?? null;
}

function builderOrigin({ name }: Change, { plan }: ImageState): Pointer | null {
  if (name === '') return '/pipeline/builder';
  if (name === 'network of RUN lines') return '/pipeline/buildNetwork';
  const flag = { 'RUN without sandbox': 'security', "RUN in the host's network": 'network' }[name];
  const found = plan.instructions.find(
    ({ body }) => body.verb === 'RUN' && body.flags.some((one) => one.name === flag),
  );
  return found?.origin ?? null;
}

function publishOrigin({ name, before, after }: Change, { plan, resolved }: ImageState): Pointer | null {
  if (name === 'repository') {
    const [was = [], is = []] = [before, after].map((text) => (text ?? '').split('/'));
    if (was.at(-1) !== is.at(-1)) return '/name';
    return was[0] === is[0] ? '/publish/namespace' : '/publish/registry';
  }
  if (name.startsWith('tag ')) {
    const index = (resolved.publish.tags ?? []).indexOf(name.slice(4));
    return index === -1 && !plan.publish.tags.includes(name.slice(4)) ? null : at('/publish/tags', index);
  }
  return at('/publish', PUBLISH[name] ?? 'tags');
}

const PUBLISH: Readonly<Record<string, string>> = {
  overwrite: 'overwrite',
  'kind of registry': 'kind',
  API: 'apiUrl',
  'plain HTTP': 'plainHttp',
};

function pipelineOrigin({ name, note }: Change, { plan }: ImageState): ChangeOrigin | Pointer | null {
  if (name === 'library') return { in: 'settings', pointer: '/library' };
  const { agent } = plan.pipeline;
  if (name === 'agent' && note !== '' && agent.type === 'kubernetes') return fileAt('', agent.yamlFile);
  return PIPELINE[name] ?? null;
}

const PIPELINE: Readonly<Record<string, Pointer>> = {
  agent: '/pipeline/agent',
  timeout: '/pipeline/timeout',
  'builds kept': '/pipeline/keepBuilds',
  retries: '/pipeline/retries',
  // Test is the stage that comes and goes.
  stages: '/tests',
  cron: '/pipeline/triggers/cron',
  'looks for changes': '/pipeline/triggers/pollScm',
  'built after': '/from',
  'mails to': '/pipeline/notify/email',
  'mails on': '/pipeline/notify/on',
  approval: '/pipeline/approval',
};

function fileAt(folder: string, path: string): ChangeOrigin {
  const parts = `${folder}/${path}`.split('/').filter((part) => part !== '' && part !== '.');
  return { in: 'file', path: parts.join('/') };
}

function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
