/** What an instruction reads beside its own text: that changes what it makes, too. */

import type { Instruction, InstructionBody } from '../model/instruction.js';
import { stageNamed, type BuiltStage } from './stages.js';

export type Read =
  /** The archive of the rootfs and the inline files. */
  | { readonly kind: 'rootfs' }
  /** A path of the build context. */
  | { readonly kind: 'context'; readonly path: string }
  | { readonly kind: 'stage'; readonly stage: BuiltStage }
  /** An image, or a build context with a name. */
  | { readonly kind: 'image'; readonly reference: string }
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'secret'; readonly id: string };

/** An address that ADD fetches. */
const ADDRESS = /^(https?|git|ssh|ftp|s3):\/\/|^git@/u;

/**
 * @param stages all of them
 * @param index of the stage that the instruction stands in
 */
export function readsOf(
  { body, origin }: Instruction,
  stages: readonly BuiltStage[],
  index: number,
): readonly Read[] {
  if (body.verb === 'ADD' && /\/(rootfs|files)$/u.test(origin)) return [{ kind: 'rootfs' }];
  const from = (word: string): Read => {
    const stage = stageNamed(stages, word, index);
    return stage ? { kind: 'stage', stage } : { kind: 'image', reference: word };
  };
  if (body.verb === 'FROM') return body.image === 'scratch' ? [] : [from(body.image)];
  if (body.verb === 'COPY' || body.verb === 'ADD') return copied(body, from);
  if (body.verb === 'RUN') return body.flags.flatMap(({ name, value }) => mounted(name, value, from));
  return [];
}

function copied(
  { sources, flags }: Extract<InstructionBody, { verb: 'COPY' | 'ADD' }>,
  from: (word: string) => Read,
): Read[] {
  const named = flags.find(({ name }) => name === 'from');
  if (named) return [from(named.value)];
  return sources.flatMap((source): Read[] => {
    if (!('path' in source)) return [];
    const { path } = source;
    return [ADDRESS.test(path) ? { kind: 'address', url: path } : { kind: 'context', path }];
  });
}

function mounted(name: string, value: string, from: (word: string) => Read): Read[] {
  if (name !== 'mount') return [];
  const options = new Map(
    value.split(',').map((option): [string, string] => {
      const [key = '', ...rest] = option.split('=');
      return [key, rest.join('=')];
    }),
  );
  const source = options.get('from');
  const type = options.get('type');
  if (type === 'secret') return [{ kind: 'secret', id: options.get('id') ?? '' }];
  if (source !== undefined) return [from(source)];
  return type === 'bind' ? [{ kind: 'context', path: options.get('source') ?? '.' }] : [];
}
