/**
 * Takes out of a line what would steer a terminal, piece by piece: escape sequences, control characters (a tab stays),
 * characters that turn the direction of writing, and Jenkins' notes.
 *
 * A note is `ESC[8mha:`, Base64, `ESC[0m`, anywhere in a line: data for the web page, which a terminal would hide
 * (https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/hudson/console/ConsoleNote.java). So both its
 * ends are ordinary sequences, and only `ha:` with what follows in the alphabet of Base64 is special. One without an
 * end therefore hides no more than that.
 *
 * Works by character and keeps at most some bytes, however long a sequence is.
 */

/** What ends the quick way. A line's ends are not for this place. */
export const SPECIAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const NEXT_SPECIAL = new RegExp(SPECIAL.source, 'g');
const BASE64 = /[A-Za-z0-9+/=]*/y;
const NOTE = 'ha:';
const CONCEAL = '8';
const RESET = '0';
/** Longer parameters are no colour. */
const LONGEST = 32;
/** Bold to strike-through without blinking and hiding, colours of 16, 256 and all; https://www.xfree86.org/current/ctlseqs.html */
const COLOR =
  /^(?:(?:[0-479]?|2[1-9]|[349][0-7]|10[0-7]|39|49|[34]8[;:](?:5[;:]\d{1,3}|2(?:[;:]\d{1,3}){3}))(?:;|$))*$/;

const enum State {
  text,
  /** After ESC. */
  escape,
  /** After ESC [, up to a letter. */
  csi,
  /** A title, or other text for the terminal: up to BEL or ESC \. */
  string,
  stringEscape,
  /** After ESC and a blank to a slash: up to a letter. */
  charset,
  /** After ESC[8m: a note, when `ha:` follows. */
  concealed,
  note,
}

export class Escapes {
  #state = State.text;
  #parameters = '';
  /** How much of `ha:` has come. */
  #matched = 0;
  /** Between a note and the ESC[0m that ends it. */
  #closing = false;
  #noteEnd = -1;
  /** Of what `clean` gives: characters of colours. */
  #colors = 0;

  /** @param color whether sequences that only set colours stay */
  constructor(private readonly color: boolean) {}

  /** Whether a text without special characters would stay as it is. */
  get idle(): boolean {
    return this.#state === State.text;
  }

  /** Where in the clean line, not counting colours, the last note stood; -1 without one. */
  get noteEnd(): number {
    return this.#noteEnd;
  }

  /** @param before how long the clean line is already, not counting colours @returns what stays */
  clean(text: string, before: number): string {
    let out = '';
    let at = 0;
    this.#colors = 0;
    while (at < text.length) {
      if (this.#state === State.text) {
        NEXT_SPECIAL.lastIndex = at;
        const special = NEXT_SPECIAL.exec(text)?.index ?? text.length;
        out += text.slice(at, special);
        at = special;
        if (at < text.length) this.#begin(text.charCodeAt(at++));
      } else if (this.#state === State.note) {
        BASE64.lastIndex = at;
        BASE64.test(text);
        at = BASE64.lastIndex;
        if (at < text.length) this.#state = State.text;
        this.#closing = text.charCodeAt(at) === 0x1b;
        this.#noteEnd = before + out.length - this.#colors;
      } else {
        out += this.#step(text.charCodeAt(at++));
      }
    }
    return out;
  }

  /** Every sequence ends with its line. @returns what was held back */
  endLine(): string {
    const held = this.#state === State.concealed ? NOTE.slice(0, this.#matched) : '';
    this.#state = State.text;
    this.#closing = false;
    this.#noteEnd = -1;
    return held;
  }

  #begin(code: number): void {
    if (code === 0x1b) this.#state = State.escape;
    // The same sequences with one character for their first two: https://en.wikipedia.org/wiki/C0_and_C1_control_codes
    else if (code === 0x9b) this.#beginCsi();
    else if (isStringStart(code - 0x40)) this.#state = State.string;
  }

  #beginCsi(): void {
    this.#state = State.csi;
    this.#parameters = '';
  }

  #step(code: number): string {
    switch (this.#state) {
      case State.escape:
        return this.#escape(code);
      case State.csi:
        return this.#csi(code);
      case State.string:
        if (code === 0x07 || code === 0x9c) this.#state = State.text;
        else if (code === 0x1b) this.#state = State.stringEscape;
        return '';
      case State.stringEscape:
        return code === 0x5c ? this.#text() : this.#escape(code);
      case State.charset:
        if (code >= 0x20 && code <= 0x2f) return '';
        return code >= 0x30 && code <= 0x7e ? this.#text() : this.#again(code);
      default:
        return this.#concealed(code);
    }
  }

  #escape(code: number): string {
    if (code === 0x5b) this.#beginCsi();
    else if (isStringStart(code)) this.#state = State.string;
    else if (code >= 0x20 && code <= 0x2f) this.#state = State.charset;
    else if (code >= 0x30 && code <= 0x7e) this.#state = State.text;
    else return this.#again(code);
    return '';
  }

  #csi(code: number): string {
    if (code >= 0x20 && code <= 0x3f) {
      if (this.#parameters.length <= LONGEST) this.#parameters += String.fromCharCode(code);
      return '';
    }
    if (code < 0x40 || code > 0x7e) return this.#again(code);
    this.#state = State.text;
    const isClosing = this.#closing && this.#parameters === RESET;
    this.#closing = false;
    if (code !== 0x6d || isClosing) return '';
    if (this.#parameters === CONCEAL) {
      this.#state = State.concealed;
      this.#matched = 0;
      return '';
    }
    const stays = this.color && this.#parameters.length <= LONGEST && COLOR.test(this.#parameters);
    if (!stays) return '';
    const color = `\u001b[${this.#parameters}m`;
    this.#colors += color.length;
    return color;
  }

  #concealed(code: number): string {
    if (code !== NOTE.charCodeAt(this.#matched)) return NOTE.slice(0, this.#matched) + this.#again(code);
    this.#matched += 1;
    if (this.#matched === NOTE.length) this.#state = State.note;
    return '';
  }

  #text(): string {
    this.#state = State.text;
    return '';
  }

  /** The sequence is broken: the character stands for itself. */
  #again(code: number): string {
    this.#state = State.text;
    const character = String.fromCharCode(code);
    if (!SPECIAL.test(character)) return character;
    this.#begin(code);
    return '';
  }
}

/** P, X, ], ^, _ after ESC: https://vt100.net/emu/dec_ansi_parser */
function isStringStart(code: number): boolean {
  return code === 0x50 || code === 0x58 || (code >= 0x5d && code <= 0x5f);
}
