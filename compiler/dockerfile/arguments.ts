import type { Arguments, CommandArguments, Escape } from './ast.js';
import { isBlank, trimStart } from './blanks.js';
import { assignments, declarations, plainWords } from './words.js';

/** Reads the arguments of a verb (in upper case) but ONBUILD. A string is why Docker refuses them. */
export function argumentsOf(verb: string, text: string, escape: Escape): Arguments | string {
  switch (verb) {
    case 'ENV':
    case 'LABEL':
      return assignments(verb, text, escape);
    case 'ARG':
      return declarations(text, escape);
    case 'FROM':
    case 'EXPOSE':
      return plainWords(text);
    case 'ADD':
    case 'COPY':
    case 'VOLUME': {
      const json = jsonArray(text);
      return typeof json === 'string' ? json : (json ?? plainWords(text));
    }
    case 'CMD':
    case 'ENTRYPOINT':
    case 'RUN':
    case 'SHELL':
      return command(text);
    case 'HEALTHCHECK':
      return healthcheck(text);
    case 'MAINTAINER':
    case 'STOPSIGNAL':
    case 'USER':
    case 'WORKDIR':
      return text === '' ? { kind: 'none' } : { kind: 'text', text };
    default:
      return { kind: 'unknown', text };
  }
}

/** Exec form where it is a JSON array of strings, shell form where it is no JSON array. */
function command(text: string): CommandArguments | string {
  if (text === '') return { kind: 'none' };
  return jsonArray(text) ?? { kind: 'text', text };
}

/** Null where it is no JSON array; an array of other things than strings is refused. */
function jsonArray(text: string): { kind: 'json'; words: string[] } | string | null {
  const start = trimStart(text);
  if (!start.startsWith('[')) return null;
  let value: unknown;
  try {
    value = JSON.parse(start);
  } catch {
    return null;
  }
  const words = value as unknown[];
  if (!words.every((word) => typeof word === 'string')) return 'a JSON array must hold strings only';
  // Go has no lone surrogates.
  return { kind: 'json', words: words.map((word) => word.toWellFormed()) };
}

/** `NONE`, or `CMD` and a command. The word ends at a blank byte, as flags do. */
function healthcheck(text: string): Arguments | string {
  if (text === '') return { kind: 'none' };
  const bytes = Buffer.from(text).toString('latin1');
  let end = 0;
  while (end < bytes.length && !isBlank(bytes.charAt(end))) end += 1;
  let next = end;
  while (next < bytes.length && isBlank(bytes.charAt(next))) next += 1;
  const found = command(Buffer.from(bytes.slice(next), 'latin1').toString());
  if (typeof found === 'string') return found;
  return { kind: 'healthcheck', type: Buffer.from(bytes.slice(0, end), 'latin1').toString(), command: found };
}
