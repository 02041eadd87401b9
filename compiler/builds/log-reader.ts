import { Escapes, SPECIAL } from './log/escapes.js';
import { StageStack, type StageChange } from './log/stage-stack.js';
import { Utf8 } from './log/utf8.js';

export interface LogLine {
  /**
   * Without line end, control characters (but tabs), escape sequences, Jenkins' notes, and the time before it. May
   * share memory with a part of the log: who keeps it for long keeps a copy (`ownText`).
   */
  readonly text: string;
  /** The same with the sequences that only set colours, ended at its end; without it where there are none. */
  readonly colored?: string;
  /** The innermost; null before the first and between stages. */
  readonly stage: string | null;
  /** `pipeline`: Jenkins' own, such as `[Pipeline] sh`. */
  readonly kind: 'output' | 'pipeline';
  /** Milliseconds since the epoch, where the plugin Timestamper writes them; otherwise null. */
  readonly time: number | null;
}

export interface LogReaderOptions {
  /** Whether lines have `colored` too. */
  readonly color?: boolean;
  /** The beginning is told before the line that says it, the end after it. */
  readonly onStage?: (change: StageChange) => void;
}

/** Characters of a line. */
export const LONGEST_LINE = 64 * 1024;
/** Bytes that are decoded at once: a text of the whole log's length never comes to be. */
const PIECE = 64 * 1024;
const PIPELINE = '[Pipeline] ';
const COLOR = /\u001b\[[^m]*m/g;
/** https://github.com/jenkinsci/timestamper-plugin: what it puts before each line of a Pipeline's log. */
const TIME = /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\] /;

/**
 * A build's log, as it comes from the controller and cut anywhere → its lines. How it is cut makes no difference.
 *
 * A line ends with `\n`, `\r\n`, or a bare `\r`, as progress bars write it: nothing is lost, and that is how Jenkins'
 * page shows it. A longer line than LONGEST_LINE loses its end, which a note replaces. Memory does not grow.
 *
 * `[Pipeline] …` is Jenkins' own where a note stands right before it. A build that prints such a text is so told apart
 * from it, unless it forges the note too, or the log comes without notes: then every such line is taken for Jenkins'.
 */
export class LogReader {
  readonly #utf8 = new Utf8();
  readonly #escapes: Escapes;
  readonly #stages = new StageStack();
  #line = '';
  /** The same with colours; null as long as there are none, or where they are not asked for. */
  #colored: string | null = null;
  #dropped = 0;
  /** Whether the line has bytes, be they only a note's. */
  #begun = false;
  /** Whether the line before was ended by `\r`, so that `\n` ends the same one. */
  #returned = false;
  /** Whether Jenkins' own lines have notes in this log. */
  #noted = false;

  constructor(
    private readonly onLine: (line: LogLine) => void,
    private readonly options: LogReaderOptions = {},
  ) {
    this.#escapes = new Escapes(options.color ?? false);
  }

  /** The innermost stage that has begun and not ended. */
  get stage(): string | null {
    return this.#stages.stage;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE)
      this.#read(this.#utf8.decode(bytes.subarray(at, at + PIECE)));
  }

  /** The log is at its end: gives a last line without a line end. */
  end(): void {
    this.#read(this.#utf8.end());
    if (this.#begun) this.#endLine();
  }

  #read(text: string): void {
    const plain = !SPECIAL.test(text);
    let at = 0;
    for (;;) {
      const end = text.indexOf('\n', at);
      const part = text.slice(at, end === -1 ? undefined : end);
      if (plain || !SPECIAL.test(part)) this.#append(part, true);
      else this.#split(part);
      if (end === -1) return;
      at = end + 1;
      if (this.#returned) this.#returned = false;
      else this.#endLine();
    }
  }

  /** A part without `\n`. */
  #split(part: string): void {
    let at = 0;
    for (;;) {
      const end = part.indexOf('\r', at);
      this.#append(part.slice(at, end === -1 ? undefined : end), false);
      if (end === -1) return;
      at = end + 1;
      if (!this.#begun) continue;
      this.#endLine();
      this.#returned = true;
    }
  }

  /** @param plain whether it is known to hold nothing special */
  #append(part: string, plain: boolean): void {
    if (part === '') return;
    this.#begun = true;
    this.#returned = false;
    if (this.#escapes.idle && (plain || !SPECIAL.test(part))) this.#keep(part);
    else this.#keep(this.#escapes.clean(part, this.#line.length));
  }

  #keep(colored: string): void {
    const isColored = this.options.color === true && colored.includes('\u001b');
    const text = isColored ? colored.replace(COLOR, '') : colored;
    if (isColored) this.#colored ??= this.#line;
    if (this.#colored !== null && this.#colored.length < LONGEST_LINE) this.#colored += colored;
    const room = LONGEST_LINE - this.#line.length;
    this.#line += text.length <= room ? text : text.slice(0, room);
    this.#dropped += Math.max(0, text.length - room);
  }

  #endLine(): void {
    const { noteEnd } = this.#escapes;
    this.#keep(this.#escapes.endLine());
    const isWhole = this.#dropped === 0;
    const text = isWhole ? this.#line : cut(this.#line, this.#dropped);
    // A line that is cut, or holds more colours than text, goes without them.
    const colored = isWhole && (this.#colored?.length ?? LONGEST_LINE) < LONGEST_LINE ? this.#colored : null;
    this.#line = '';
    this.#colored = null;
    this.#dropped = 0;
    this.#begun = false;
    this.#tell(text, colored, noteEnd);
  }

  #tell(whole: string, colored: string | null, noteEnd: number): void {
    const [prefix = '', stamp = ''] = whole.charCodeAt(0) === 0x5b ? (TIME.exec(whole) ?? []) : [];
    const time = Date.parse(stamp);
    const skipped = Number.isNaN(time) ? 0 : prefix.length;
    const text = skipped === 0 ? whole : whole.slice(skipped);
    const own = text.startsWith(PIPELINE) && this.#isOwn(noteEnd === skipped);
    // The line that opens a stage stands in it, and so does the one that closes it.
    const before = this.stage;
    const change = own ? this.#stages.read(text.slice(PIPELINE.length)) : null;
    if (change?.what === 'start') this.options.onStage?.(change);
    this.onLine({
      text,
      ...(colored === null ? {} : { colored: `${withoutTime(colored, prefix, skipped)}\u001b[0m` }),
      stage: change?.what === 'end' ? before : this.stage,
      kind: own ? 'pipeline' : 'output',
      time: skipped === 0 ? null : time,
    });
    if (change?.what === 'end') this.options.onStage?.(change);
  }

  #isOwn(noted: boolean): boolean {
    this.#noted ||= noted;
    return noted || !this.#noted;
  }
}

/** A copy that shares no memory: a slice keeps the whole text alive that it was cut from. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}

/** A time amid colours stays: it is not what Timestamper writes. */
function withoutTime(colored: string, prefix: string, skipped: number): string {
  return skipped > 0 && colored.startsWith(prefix) ? colored.slice(skipped) : colored;
}

function cut(line: string, dropped: number): string {
  // Not amid a character outside the first plane.
  const kept = line.replace(/[\ud800-\udbff]$/, '');
  return `${kept} … (${dropped + line.length - kept.length} more characters of this line are left out)`;
}
