import { didYouMean } from '../diagnostics/suggest.js';
import type { Instruction, InstructionBody, Pair } from '../model/instruction.js';
import type { Pointer } from '../model/plan.js';
import { problem, type Problem } from '../model/problem.js';
import { neededVariables } from '../quote/index.js';
import type { Say } from './variables.js';

/** Known before the first FROM: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
const PLATFORM = ['BUILD', 'TARGET'].flatMap((side) =>
  ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part),
);
/** Known in every stage, by the builder or because it gives them a value of its own. */
const ALWAYS = [
  'PATH',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'FTP_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'SOURCE_DATE_EPOCH',
].flatMap((name) => [name, name.toLowerCase()]);

interface Scope {
  readonly known: Set<string>;
  /** From scratch: the base brings no variables. */
  readonly empty: boolean;
}

/**
 * Variables that are used where they have no value. What a base image sets nobody knows here, so in a stage only
 * that is told which is surely meant otherwise.
 */
export function checkScopes(instructions: readonly Instruction[], say: Say): void {
  const globals = new Set([...PLATFORM, 'TARGETSTAGE']);
  const stages = new Map<string, Scope>();
  let scope: Scope | null = null;
  for (const [index, { body, origin }] of instructions.entries()) {
    if (body.verb === 'FROM') {
      for (const name of neededVariables(`${body.platform ?? ''} ${body.image}`))
        if (!globals.has(name)) {
          const suggestion = didYouMean(name, [...globals]);
          say(problem('global-argument-unknown', origin, { name, suggestion }));
        }
      const base = stages.get(body.image.toLowerCase());
      scope = { known: new Set(base?.known), empty: base?.empty ?? body.image === 'scratch' };
      if (body.as !== null) stages.set(body.as.toLowerCase(), scope);
    } else if (scope === null) for (const name of namesOf(body)) globals.add(name);
    else {
      const later = (): Set<string> => laterNames(instructions, index);
      for (const { text, place } of expanded(body, origin))
        for (const name of neededVariables(text)) {
          const found = misused(name, place, scope, globals, later);
          if (found) say(found);
        }
      for (const name of namesOf(body)) scope.known.add(name);
    }
  }
}

function misused(
  name: string,
  place: Pointer,
  { known, empty }: Scope,
  globals: ReadonlySet<string>,
  later: () => ReadonlySet<string>,
): Problem | null {
  if (known.has(name) || ALWAYS.includes(name)) return null;
  if (later().has(name)) return problem('variable-early', place, { name });
  if (globals.has(name)) return problem('variable-scope', place, { name });
  const suggestion = didYouMean(name, [...known]);
  return empty ? problem('variable-unknown', place, { name, suggestion }) : null;
}

/** What the rest of the stage sets, its own instruction left out: `PATH=/a:$PATH` is about the old value. */
function laterNames(instructions: readonly Instruction[], index: number): Set<string> {
  const own = namesOf(instructions[index]?.body);
  const rest = instructions.slice(index + 1);
  const end = rest.findIndex(({ body }) => body.verb === 'FROM');
  const names = (end < 0 ? rest : rest.slice(0, end)).flatMap(({ body }) => namesOf(body));
  return new Set(names.filter((name) => !own.includes(name)));
}

function namesOf(body: InstructionBody | undefined): string[] {
  return body?.verb === 'ARG' || body?.verb === 'ENV' ? body.pairs.map(({ name }) => name) : [];
}

/** The texts in which a builder expands variables. A trigger expands them in another build. */
function expanded(body: InstructionBody, origin: Pointer): { text: string; place: Pointer }[] {
  switch (body.verb) {
    case 'ARG':
    case 'ENV':
    case 'LABEL':
      return body.pairs.map(({ value, origin: place }: Pair) => ({ text: value ?? '', place }));
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
      return [{ text: body.value.text, place: body.value.origin }];
    case 'VOLUME':
    case 'EXPOSE':
      return body.values.map(({ text, origin: place }) => ({ text, place }));
    case 'ADD':
    case 'COPY':
      return [
        ...body.sources.flatMap((source) =>
          'path' in source
            ? [{ text: source.path, place: source.origin }]
            : source.lines.map((text) => ({ text: source.expand ? text : '', place: source.origin })),
        ),
        { text: body.to, place: `${origin}/to` },
        ...body.flags
          .filter(({ name }) => ['chown', 'chmod', 'checksum'].includes(name))
          .map(({ name, value }) => ({ text: value, place: `${origin}/${name}` })),
      ];
    default:
      return [];
  }
}
