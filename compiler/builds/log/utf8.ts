/** UTF-8 that comes in parts. Invalid bytes become U+FFFD, the same ones however the parts are cut. */
export class Utf8 {
  #held = new Uint8Array(0);

  /** @returns the text up to the last whole character */
  decode(bytes: Uint8Array): string {
    const whole = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = whole.length - unfinished(whole);
    this.#held = whole.slice(end);
    return bufferOf(whole).toString('utf8', 0, end);
  }

  /** What never became whole. */
  end(): string {
    const rest = bufferOf(this.#held).toString('utf8');
    this.#held = new Uint8Array(0);
    return rest;
  }
}

/** How many bytes at the end begin a character whose others are missing. A first byte never continues another. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

function lengthOf(first: number): number {
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}

/** The same memory; Node's own decoder is several times faster than a TextDecoder that streams. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
