import type { Directive, Escape, Refusal } from './ast.js';
import { Refused } from './refused.js';

/**
 * Parser directives: comments of a certain form on the very first lines. The first line that is none ends them, an
 * empty one too; one that is given twice is an error.
 */
export class Directives {
  readonly found: Directive[] = [];
  escape: Escape = '\\';
  #done = false;

  /**
   * Takes the next line, without blanks in front and without its line break.
   * @returns whether it is a directive
   */
  take(text: string, line: number): boolean {
    if (this.#done) return false;
    const [, name, value = ''] =
      /^#[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*([^\n]+?)[\t\n\f\r ]*$/u.exec(text) ?? [];
    const key = name?.toLowerCase() ?? '';
    this.#done = !['syntax', 'escape', 'check'].includes(key);
    if (this.#done) return false;
    if (this.found.some((each) => each.name === key)) refuse(line, `the directive \`${key}\` is given twice`);
    if (key === 'escape') {
      if (value !== '\\' && value !== '`')
        refuse(line, `the escape character is \`\\\` or a backtick, not "${value}"`);
      this.escape = value;
    }
    this.found.push({ name: key, value, line });
    return true;
  }
}

function refuse(line: Refusal['line'], reason: string): never {
  throw new Refused({ line, reason });
}
