/** Programs that run a text which they are given. */

import type { Command } from './commands.js';
import type { Word } from './parse.js';

const SHELL = /^(?:ba|da|a|z|k|mk|fi|tc|c)?sh$/;
const LANGUAGE = /^(?:python[0-9.]*|perl[0-9.]*|ruby[0-9.]*|node|nodejs|php[0-9.]*)$/;

export function isShell(name: string): boolean {
  return SHELL.test(name);
}

export function isInterpreter(name: string): boolean {
  return SHELL.test(name) || LANGUAGE.test(name);
}

/** The word that holds the program's text, as after `sh -c`; null for none. */
export function inlineText({ name, args }: Command): Word | null {
  const index = args.findIndex(({ text }) => isInlineOption(name, text));
  return (isInterpreter(name) && index >= 0 && args[index + 1]) || null;
}

function isInlineOption(name: string, text: string): boolean {
  if (isShell(name)) return /^-[A-Za-z]*c[A-Za-z]*$/.test(text);
  return (name.startsWith('python') ? /^-[A-Za-z]*c$/ : /^(?:-[A-Za-z]*[er]|--eval)$/).test(text);
}

/** True where it runs what it reads from standard input: `bash`, `sh -s -- x`, `python3 -`; not `python3 -c …`. */
export function runsStdin(command: Command): boolean {
  const { name, args } = command;
  if (!isInterpreter(name) || inlineText(command)) return false;
  for (let at = 0; at < args.length; at += 1) {
    const text = args[at]?.text ?? '';
    if (text === '-' || text === '/dev/stdin' || text === '/proc/self/fd/0') return true;
    if (isShell(name) && /^-[A-Za-z]*s/.test(text)) return true;
    // A module of Python, a script; what it reads then is data.
    if (!/^[-+]./.test(text) || (!isShell(name) && /^-[A-Za-z]*[mnpF]/.test(text))) return false;
    if (/^[-+][A-Za-z]*[oO]$/.test(text)) at += 1;
  }
  return true;
}
