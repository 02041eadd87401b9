import { at } from '../model/pointer.js';

/** The fields of an image or a stage as they are filled, with the line that each value comes from. */
export class Fields {
  readonly values: Record<string, unknown> = {};
  readonly comments: Record<string, string[]> = {};
  /** JSON pointer from the image or stage → line. */
  readonly lines = new Map<string, number>();

  /** A field that is one value. */
  set(field: string, value: unknown, line: number, comment: readonly string[] = []): void {
    this.values[field] = value;
    this.lines.set(at('', field), line);
    this.#comment(field, comment);
  }

  /** More items of a field that is a list. Where items can hold no comment, it goes to the field. */
  append(field: string, items: readonly unknown[], line: number, comment: readonly string[] = []): void {
    const list = (this.values[field] ??= []) as unknown[];
    for (const item of items) {
      this.lines.set(at('', field, list.length), line);
      list.push(item);
    }
    this.#comment(field, comment);
  }

  /** More keys of a field that is a map. The comment goes to the first of them. */
  assign(
    field: string,
    map: Readonly<Record<string, unknown>>,
    line: number,
    comment: readonly string[] = [],
  ): void {
    // Somebody's variable may be called `__proto__`.
    const values = (this.values[field] ??= Object.create(null)) as Record<string, unknown>;
    for (const [key, value] of Object.entries(map)) {
      values[key] = value;
      this.lines.set(at('', field, key), line);
    }
    this.#comment(`${field}.${Object.keys(map)[0] ?? ''}`, comment);
  }

  #comment(key: string, lines: readonly string[]): void {
    if (lines.length > 0) this.comments[key] = [...(this.comments[key] ?? []), ...lines];
  }
}
