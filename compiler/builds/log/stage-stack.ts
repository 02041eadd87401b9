/**
 * Which stage a log is in, by Jenkins' own lines: `[Pipeline] { (Name)` opens a block with a label, `[Pipeline] {` one
 * without, `[Pipeline] }` closes the last one
 * (https://github.com/jenkinsci/workflow-job-plugin/blob/master/src/main/java/org/jenkinsci/plugins/workflow/job/console/NewNodeConsoleNote.java,
 * `getDisplayFunctionName` of the nodes). In parallel branches the blocks overlap, and a log doesn't say which of them
 * ends: there it is the stage that began last.
 */

export type StageChange = { readonly name: string; readonly what: 'start' | 'end' };

const BLOCK = /^\{ \((.*)\)$/;
/** Older controllers put the branch of a parallel before the block. */
const BRANCH_PREFIX = /^\[[^\]]*\] (?=[{}])/;
/** The label of a branch of a parallel, which is no stage. */
const BRANCH = 'Branch: ';
/** A forged log must not fill the memory. */
const DEEPEST = 500;
const LONGEST_NAME = 200;

export class StageStack {
  readonly #open: (string | null)[] = [];
  /** Blocks that are deeper than that. */
  #deeper = 0;

  /** The innermost stage. */
  get stage(): string | null {
    return this.#open.findLast((name) => name !== null) ?? null;
  }

  /** @param text of a line, what follows `[Pipeline] ` */
  read(text: string): StageChange | null {
    const mark = text.startsWith('[') ? text.replace(BRANCH_PREFIX, '') : text;
    if (mark === '}') return this.#close();
    if (mark === '{') return this.#push(null);
    const [, label] = BLOCK.exec(mark) ?? [];
    if (label === undefined) return null;
    return this.#push(label.startsWith(BRANCH) ? null : label.slice(0, LONGEST_NAME));
  }

  #push(name: string | null): StageChange | null {
    if (this.#open.length === DEEPEST) {
      this.#deeper += 1;
      return null;
    }
    this.#open.push(name);
    return name === null ? null : { name, what: 'start' };
  }

  #close(): StageChange | null {
    if (this.#deeper > 0) {
      this.#deeper -= 1;
      return null;
    }
    const name = this.#open.pop() ?? null;
    return name === null ? null : { name, what: 'end' };
  }
}
