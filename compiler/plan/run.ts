import { posix } from 'node:path';
import type { Flag, Instruction, RunBody } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { Pointer } from '../model/plan.js';
import type { Mount, RunItem, RunObject } from '../model/spec.js';
import { placed } from '../model/stages.js';
import { heredocLines, linesOf } from '../model/text.js';
import { referenceOf, textOf } from './references.js';

/** Where a script of the spec is mounted while it runs. */
const SCRIPTS = '/run/cooperage';

/** One RUN for each item. */
export function runs(
  items: readonly RunItem[] | undefined,
  pointer: Pointer,
  image: ResolvedImage,
): Instruction[] {
  return placed(items, pointer).map(({ value, pointer: origin }) => runOf(value, origin, image));
}

/** RUN. */
export function runOf(item: RunItem, origin: Pointer, image: ResolvedImage): Instruction {
  if (typeof item === 'string')
    return { body: { verb: 'RUN', flags: [], body: { form: 'line', text: item } }, comment: [], origin };
  return {
    body: { verb: 'RUN', flags: flagsOf(item, image), body: bodyOf(item) },
    comment: linesOf(item.comment),
    origin,
  };
}

function bodyOf(item: RunObject): RunBody {
  if (item.commands) return { form: 'commands', commands: item.commands };
  if (item.lines) {
    const heredocs = (item.heredocs ?? []).map(({ name, content }) => ({
      name,
      lines: heredocLines(content),
    }));
    return { form: 'lines', lines: item.lines, heredocs };
  }
  if (item.exec) return { form: 'exec', argv: item.exec };
  if (item.scriptFile !== undefined)
    return {
      form: 'scriptFile',
      path: mountPoint(item.scriptFile),
      interpreter: item.interpreter ?? '/bin/sh',
    };
  return { form: 'script', lines: linesOf(item.script), interpreter: item.interpreter ?? null };
}

function flagsOf(item: RunObject, image: ResolvedImage): Flag[] {
  const stages = new Set((image.spec.stages ?? []).map(({ name }) => name.toLowerCase()));
  const mounts = (item.mounts ?? []).map((mount) => {
    // A stage is no image, and has no digest.
    const pinned =
      mount.from === undefined || stages.has(mount.from.toLowerCase())
        ? mount
        : { ...mount, from: textOf(referenceOf(mount.from, undefined, image.pins)) };
    return { name: 'mount', value: mountValue(pinned) };
  });
  if (item.scriptFile !== undefined)
    mounts.unshift({
      name: 'mount',
      value: `type=bind,source=${item.scriptFile},target=${mountPoint(item.scriptFile)}`,
    });
  return [
    ...mounts,
    ...(item.network === undefined ? [] : [{ name: 'network', value: item.network }]),
    ...(item.security === undefined ? [] : [{ name: 'security', value: item.security }]),
  ];
}

function mountPoint(script: string): string {
  return `${SCRIPTS}/${posix.basename(script)}`;
}

// Docker's canonical names, in the order in which its reference lists them.
const OPTIONS = [
  'id',
  'from',
  'source',
  'target',
  'env',
  'sharing',
  'required',
  'mode',
  'uid',
  'gid',
  'size',
] as const;

function mountValue(mount: Mount): string {
  const options = OPTIONS.flatMap((name) =>
    mount[name] === undefined ? [] : [`${name}=${String(mount[name])}`],
  );
  const access = mount.readwrite ? ['rw'] : mount.readonly ? ['ro'] : [];
  return [`type=${mount.type}`, ...options, ...access].join(',');
}
