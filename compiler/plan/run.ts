import { posix } from 'node:path';
import type { Flag, Instruction, RunBody } from '../model/instruction.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { Mount, RunItem, RunObject } from '../model/spec.js';
import { linesOf } from '../model/text.js';

/** Where a script of the spec is mounted while it runs. */
const SCRIPTS = '/run/cooperage';

/** One RUN for each item. */
export function runs(items: readonly RunItem[] | undefined, pointer: Pointer): Instruction[] {
  return (items ?? []).map((item, index) => {
    const origin = at(pointer, index);
    if (typeof item === 'string')
      return { body: { verb: 'RUN', flags: [], body: { form: 'line', text: item } }, comment: [], origin };
    return {
      body: { verb: 'RUN', flags: flagsOf(item), body: bodyOf(item) },
      comment: linesOf(item.comment),
      origin,
    };
  });
}

function bodyOf(item: RunObject): RunBody {
  if (item.commands) return { form: 'commands', commands: item.commands };
  if (item.lines) return { form: 'lines', lines: item.lines };
  if (item.exec) return { form: 'exec', argv: item.exec };
  if (item.scriptFile !== undefined)
    return {
      form: 'scriptFile',
      path: mountPoint(item.scriptFile),
      interpreter: item.interpreter ?? '/bin/sh',
    };
  return { form: 'script', lines: linesOf(item.script), interpreter: item.interpreter ?? null };
}

function flagsOf(item: RunObject): Flag[] {
  const mounts = (item.mounts ?? []).map((mount) => ({ name: 'mount', value: mountValue(mount) }));
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
