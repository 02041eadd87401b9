/** A build's log as text: what was printed in each stage below the stage's name. Memory does not grow with it. */
import { ownText, type LogLine } from '../../builds/log-reader.js';
import type { Stage } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';
import { duration } from '../run/view.js';
import { Ring } from './ring.js';
import { isStage, type LogView } from './view.js';

export interface PrinterOptions {
  readonly write: (text: string) => void;
  readonly bold: (text: string) => string;
  /** Only what this stage printed; the letters' case does not matter. */
  readonly stage?: string | undefined;
  /** Only the last lines. */
  readonly tail?: number | undefined;
  /** Jenkins' own lines too. */
  readonly pipeline?: boolean | undefined;
}

/** Part of a log below one heading; `title` is null outside of stages. */
interface Section {
  readonly title: string | null;
}

interface Entry {
  readonly text: string;
  readonly section: Section;
}

const OUTSIDE: Section = { title: null };
/** Characters of the last lines, at most. */
const KEPT = 32 * 1024 * 1024;
/** Characters that are written at once: a call a line takes longer than all the rest. */
const BATCH = 32 * 1024;

export class LogPrinter implements LogView {
  readonly #ring: Ring<Entry> | null;
  readonly #open: { readonly name: string; section: Section }[] = [];
  #shown: Section | null = null;
  #batch = '';

  constructor(private readonly options: PrinterOptions) {
    this.#ring = options.tail === undefined ? null : new Ring(options.tail, KEPT, weightOf);
  }

  stageStart(name: string, stage: Stage | null): void {
    this.#open.push({ name, section: { title: titleOf(name, stage) } });
  }

  stageEnd(): void {
    this.#open.pop();
    // What the outer one prints now comes below a heading of its own.
    const outer = this.#open.at(-1);
    if (outer !== undefined) outer.section = { title: outer.section.title };
  }

  line({ text, colored, time, kind }: LogLine): void {
    if (kind === 'pipeline' && this.options.pipeline !== true) return;
    const stage = this.#open.at(-1);
    if (!isStage(this.options.stage, stage?.name ?? null)) return;
    const shown = `${time === null ? '' : `[${new Date(time).toISOString()}] `}${colored ?? text}`;
    const section = stage?.section ?? OUTSIDE;
    if (this.#ring !== null) this.#ring.push({ text: ownText(shown), section });
    else this.#print(shown, section);
  }

  /** Writes what has gathered; with `tail` nothing is written before the end. */
  flush(): void {
    if (this.#batch !== '') this.options.write(this.#batch);
    this.#batch = '';
  }

  end(): void {
    for (const { text, section } of this.#ring?.items() ?? []) this.#print(text, section);
    this.flush();
  }

  #print(text: string, section: Section): void {
    if (section !== this.#shown) this.#batch += this.#heading(section);
    this.#shown = section;
    this.#batch += `${text}\n`;
    if (this.#batch.length > BATCH) this.flush();
  }

  #heading({ title }: Section): string {
    const gap = this.#shown === null ? '' : '\n';
    return title === null ? gap : `${gap}${this.options.bold(`== ${title}`)}\n`;
  }
}

/** With what an entry takes beside its text. */
function weightOf({ text }: Entry): number {
  return text.length + 50;
}

/** `Build`, `Build (58 s)`, `Build (failed, 12 s)`. */
function titleOf(name: string, stage: Stage | null): string {
  if (stage === null || stage.status === 'IN_PROGRESS') return printable(name);
  const word = stage.status === 'SUCCESS' ? '' : `${stage.status.toLowerCase().replaceAll('_', ' ')}, `;
  return `${printable(name)} (${word}${duration(stage.duration)})`;
}
