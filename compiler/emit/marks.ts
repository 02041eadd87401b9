/**
 * How a text that templates put together knows where its parts come from: whoever wants to know lets them be wrapped
 * in marks, and reads the marks out of the whole. Quoted text holds no control character, so nothing else is taken for
 * a mark. An ordinary compile marks nothing.
 */

import type { SourceOrigin, SourceSpan } from '../model/source-map.js';

/** Says that a text without line breaks comes from `origin`: a pointer into the spec, or a place elsewhere. */
export type Mark = (text: string, origin: SourceOrigin | string) => string;

export const unmarked: Mark = (text) => text;

const [OPEN, NAMED, CLOSE] = ['\u0001', '\u0002', '\u0003'];
const TOKENS = /\u0001(\d+)\u0002|\u0003/gu;

export interface MarkedLine {
  readonly text: string;
  /** A span within another follows it. */
  readonly spans: readonly SourceSpan[];
}

export class Marks {
  readonly #origins: SourceOrigin[] = [];

  readonly mark: Mark = (text, origin) => {
    const place: SourceOrigin = typeof origin === 'string' ? { file: 'spec', pointer: origin } : origin;
    return `${OPEN}${this.#origins.push(place) - 1}${NAMED}${text}${CLOSE}`;
  };

  /** The lines of a marked text, without the marks. */
  read(marked: string): MarkedLine[] {
    return marked.split('\n').map((line) => this.#line(line));
  }

  #line(marked: string): MarkedLine {
    const spans: { start: number; end: number; origin: SourceOrigin }[] = [];
    const open: typeof spans = [];
    let text = '';
    let last = 0;
    for (const { 0: token, 1: index, index: at } of marked.matchAll(TOKENS)) {
      text += marked.slice(last, at);
      last = at + token.length;
      const here = text.length + 1;
      const origin = this.#origins[Number(index)];
      if (origin) {
        const span = { start: here, end: here, origin };
        spans.push(span);
        open.push(span);
      } else {
        const span = open.pop();
        if (span) span.end = here;
      }
    }
    return { text: text + marked.slice(last), spans };
  }
}
