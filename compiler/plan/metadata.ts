import type { Flag, Instruction, InstructionBody, Pair, SourceOperand, Value } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { Pointer } from '../model/plan.js';
import { at } from '../model/pointer.js';
import type { CopySources, HealthcheckObject, OnbuildItem } from '../model/spec.js';
import { linesOf } from '../model/text.js';

/** VOLUME USER EXPOSE STOPSIGNAL HEALTHCHECK LABEL ENTRYPOINT CMD ONBUILD. */
export function metadata({ spec, labels }: ResolvedImage): Instruction[] {
  const field = (name: string, body: InstructionBody | null): Instruction[] =>
    body === null ? [] : [{ body, origin: `/${name}`, comment: linesOf(spec.comments?.[name]) }];
  return [
    ...field(
      'volumes',
      some(spec.volumes) ? { verb: 'VOLUME', values: values(spec.volumes, '/volumes') } : null,
    ),
    ...field('user', spec.user === undefined ? null : { verb: 'USER', value: value(spec.user, '/user') }),
    ...field('expose', some(spec.expose) ? { verb: 'EXPOSE', values: values(spec.expose, '/expose') } : null),
    ...field(
      'stopSignal',
      spec.stopSignal === undefined
        ? null
        : { verb: 'STOPSIGNAL', value: value(spec.stopSignal, '/stopSignal') },
    ),
    ...field('healthcheck', spec.healthcheck === undefined ? null : healthcheck(spec.healthcheck)),
    ...field(
      'labels',
      Object.keys(labels).length === 0 ? null : { verb: 'LABEL', pairs: pairs(labels, '/labels') },
    ),
    ...field(
      'entrypoint',
      spec.entrypoint === undefined ? null : { verb: 'ENTRYPOINT', command: spec.entrypoint },
    ),
    ...field('cmd', spec.cmd === undefined ? null : { verb: 'CMD', command: spec.cmd }),
    ...(spec.onbuild ?? []).map((item, index): Instruction => {
      const origin = at('/onbuild', index);
      return {
        body: { verb: 'ONBUILD', instruction: onbuild(item, origin) },
        origin,
        comment: linesOf(item.comment),
      };
    }),
  ];
}

function healthcheck(spec: HealthcheckObject | 'none'): InstructionBody {
  if (spec === 'none') return { verb: 'HEALTHCHECK', flags: [], test: null };
  const options: [string, string | number | undefined][] = [
    ['interval', spec.interval],
    ['timeout', spec.timeout],
    ['start-period', spec.startPeriod],
    ['start-interval', spec.startInterval],
    ['retries', spec.retries],
  ];
  const flags = options.flatMap(([name, option]): Flag[] =>
    option === undefined ? [] : [{ name, value: String(option) }],
  );
  return { verb: 'HEALTHCHECK', flags, test: spec.test };
}

/** The schema admits exactly one verb. */
function onbuild(item: OnbuildItem, origin: Pointer): InstructionBody {
  if (item.copy)
    return {
      verb: 'COPY',
      sources: sources(item.copy, at(origin, 'copy')),
      to: item.to ?? '/',
      flags: item.chown === undefined ? [] : [{ name: 'chown', value: item.chown }],
    };
  if (item.env) return { verb: 'ENV', pairs: pairs(item.env, at(origin, 'env')) };
  if (item.label) return { verb: 'LABEL', pairs: pairs(item.label, at(origin, 'label')) };
  if (item.user !== undefined) return { verb: 'USER', value: value(item.user, at(origin, 'user')) };
  if (item.workdir !== undefined)
    return { verb: 'WORKDIR', value: value(item.workdir, at(origin, 'workdir')) };
  if (item.stopSignal !== undefined)
    return { verb: 'STOPSIGNAL', value: value(item.stopSignal, at(origin, 'stopSignal')) };
  if (item.expose) return { verb: 'EXPOSE', values: values(item.expose, at(origin, 'expose')) };
  if (item.volume) return { verb: 'VOLUME', values: values(item.volume, at(origin, 'volume')) };
  if (item.entrypoint !== undefined) return { verb: 'ENTRYPOINT', command: item.entrypoint };
  if (item.cmd !== undefined) return { verb: 'CMD', command: item.cmd };
  return {
    verb: 'RUN',
    flags: [],
    body: { form: 'line', text: typeof item.run === 'string' ? item.run : '' },
  };
}

function sources(copy: CopySources, pointer: Pointer): SourceOperand[] {
  const list = typeof copy === 'string' ? [copy] : copy;
  return list.map((source, index) => {
    const origin = at(pointer, index);
    if (typeof source === 'string') return { path: source, origin };
    const lines = linesOf(source.content);
    return { heredoc: source.name, lines, expand: source.expand ?? false, origin };
  });
}

/** Sorted by name: key order means nothing. */
function pairs(record: Readonly<Record<string, string>>, pointer: Pointer): Pair[] {
  return Object.keys(record)
    .sort()
    .map((name) => ({ name, value: record[name] ?? '', origin: at(pointer, name) }));
}

function values(list: readonly (string | number)[], pointer: Pointer): Value[] {
  return list.map((item, index) => value(item, at(pointer, index)));
}

function value(text: string | number, origin: Pointer): Value {
  return { text: String(text), origin };
}

function some<T>(list: readonly T[] | undefined): list is readonly T[] {
  return list !== undefined && list.length > 0;
}
