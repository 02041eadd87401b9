/** Where the instructions of a stage go: to fields, as far as these come in the order that the file has, or to `steps`. */

import { assigned, type Entry, isMetadata, isMovable, variablesInFront } from './entry.js';
import { Fields } from './fields.js';

/**
 * `simple` has fields only; `steps` has the body in `steps`, and in fields what comes first (ARG, ENV) and last
 * (metadata); `verbatim` has everything in `steps`, one after the other.
 */
export type Layout = 'simple' | 'steps' | 'verbatim';

/** The fields of a stage; null where the simple form has another order than the file. */
export function layOut(entries: readonly Entry[], layout: Layout): Fields | null {
  const fields = new Fields();
  const front = layout === 'verbatim' ? 0 : variablesInFront(entries);
  let phase: Phase | null = null;
  for (const [index, entry] of entries.entries()) {
    const { verb } = entry;
    if (layout !== 'verbatim' && isMetadata(entry) && isMovable(entry, entries.slice(index + 1)))
      metadata(fields, entry);
    else if (index < front && verb !== 'MAINTAINER' && !isMetadata(entry))
      fields.assign(
        verb === 'ARG' ? 'args' : 'env',
        Object.fromEntries(assigned(entry)),
        entry.line,
        entry.comment,
      );
    else if (layout !== 'simple') fields.append('steps', [stepOf(entry)], entry.line);
    else {
      const next = phaseOf(entry, phase);
      if (next === null) return null;
      phase = next;
      body(fields, entry, phase);
    }
  }
  return fields;
}

function stepOf({ step, comment }: Entry): Record<string, unknown> {
  return comment.length === 0 ? step : { ...step, comment };
}

/** The body fields in their order. */
const PHASES = ['shell', 'run', 'workdir', 'copy', 'runAfterFiles', 'volumes', 'user'] as const;
type Phase = (typeof PHASES)[number];

const FIELD_OF: Readonly<Record<string, Phase>> = {
  SHELL: 'shell',
  WORKDIR: 'workdir',
  COPY: 'copy',
  ADD: 'copy',
  VOLUME: 'volumes',
  USER: 'user',
};
/** Fields that hold one value. */
const ONE: readonly Phase[] = ['shell', 'workdir', 'user'];

/** The field that an instruction of the body goes to, when the ones before it went up to `reached`; null for none. */
function phaseOf({ verb }: Entry, reached: Phase | null): Phase | null {
  const order = (phase: Phase | null): number => (phase === null ? -1 : PHASES.indexOf(phase));
  const field = verb === 'RUN' ? (order(reached) <= order('run') ? 'run' : 'runAfterFiles') : FIELD_OF[verb];
  if (field === undefined || order(field) < order(reached)) return null;
  return field === reached && ONE.includes(field) ? null : field;
}

function body(fields: Fields, { step, comment, line }: Entry, phase: Phase): void {
  switch (phase) {
    case 'run':
    case 'runAfterFiles':
      // Its comment is its own.
      fields.append(phase, [step['run']], line);
      break;
    case 'copy':
      fields.append('copy', [comment.length === 0 ? step : { ...step, comment }], line);
      break;
    case 'volumes':
      fields.append('volumes', step['volume'] as unknown[], line, comment);
      break;
    default:
      fields.set(phase, step[phase], line, comment);
  }
}

function metadata(fields: Fields, { verb, step, comment, line }: Entry): void {
  if (verb === 'ONBUILD')
    fields.append(
      'onbuild',
      [{ ...(step['onbuild'] as object), ...(comment.length > 0 ? { comment } : {}) }],
      line,
    );
  else if (verb === 'LABEL') fields.assign('labels', step['label'] as Record<string, unknown>, line, comment);
  else if (verb === 'EXPOSE') {
    const known = new Set((fields.values['expose'] ?? []) as unknown[]);
    fields.append(
      'expose',
      (step['expose'] as unknown[]).filter((port) => !known.has(port)),
      line,
      comment,
    );
  } else {
    const field = verb === 'STOPSIGNAL' ? 'stopSignal' : verb.toLowerCase();
    fields.set(field, step[field], line, comment);
  }
}
