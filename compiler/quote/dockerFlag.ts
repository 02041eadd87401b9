/** Flags of Dockerfile instructions. Docker reads them byte by byte, and takes one layer of quoting off. */

import { dockerBody, dockerWord } from './dockerValue.js';
import { type Escape, isProblem, type Quoted, unsayable } from './quoted.js';

/** The value of a flag whose variables Docker expands, as in `--chown=VALUE`. */
export function dockerFlag(value: string, escape: Escape = '\\'): Quoted {
  const word = plain(value) ?? dockerWord(value, escape);
  return isProblem(word) ? word : { text: protect(word.text, escape) };
}

/** The value of a flag that Docker takes as it is, as in `--from=VALUE` and `--exclude=VALUE`. */
export function dockerRawFlag(value: string, escape: Escape = '\\'): Quoted {
  return plain(value) ?? { text: protect(value, escape) };
}

/**
 * The value of `--mount`: options with commas between, each of whose values Docker expands. It holds no quotes: what
 * reads the commas has a quoting of its own.
 */
export function dockerMount(value: string, escape: Escape = '\\'): Quoted {
  const quote = value.includes('"') ? { problem: 'A quote cannot be part of a mount.' } : undefined;
  const body = plain(value) ?? quote ?? dockerBody(value, escape);
  return isProblem(body) ? body : { text: protect(body.text, escape) };
}

function plain(value: string): { readonly problem: string } | undefined {
  const problem = unsayable(value);
  if (problem !== undefined) return { problem };
  if (/[^\t -~]/.test(value)) return { problem: 'A flag of a Dockerfile can only hold ASCII.' };
  // On COPY, ADD and RUN the whole line is searched for heredocs, its flags too.
  if (value.includes('<<')) return { problem: 'A flag of a Dockerfile cannot hold `<<`.' };
  return undefined;
}

function protect(text: string, escape: Escape): string {
  return text.replace(escape === '`' ? /[`"'\s]/g : /[\\"'\s]/g, `${escape}$&`);
}
