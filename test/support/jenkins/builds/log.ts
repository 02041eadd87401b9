/** A build's log as bytes, as the stand-in stores it: with notes. */

/** A note before a text, of the form in which Jenkins stores it; readers have to remove it. */
const NOTE = `\x1b[8mha:////${'4AAAA'.padEnd(40, 'Bq9')}AAAA=\x1b[0m`;

export function noted(text: string): string {
  return `${NOTE}${text}`;
}

export class BuildLog {
  private readonly parts: Buffer[] = [];
  size = 0;

  write(text: string | Uint8Array): void {
    const bytes = Buffer.from(text as string);
    this.parts.push(bytes);
    this.size += bytes.length;
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** One of Jenkins' own lines: `[Pipeline] …` behind a note. */
  pipeline(text: string): void {
    this.line(noted(`[Pipeline] ${text}`));
  }

  /** The bytes from `start` on. */
  from(start: number): Buffer[] {
    let before = 0;
    const found: Buffer[] = [];
    for (const part of this.parts) {
      if (before + part.length > start) found.push(part.subarray(Math.max(0, start - before)));
      before += part.length;
    }
    return found;
  }

  /** As `consoleText` gives it: without notes. */
  text(): string {
    // eslint-disable-next-line no-control-regex
    return Buffer.concat(this.parts)
      .toString()
      .replaceAll(/\x1b\[8mha:[^\x1b]*\x1b\[0m/g, '');
  }
}
