/** Ctrl-C, once or more often, and the build's timeout: both stop the running stage. */

export class Interrupts {
  #count = 0;
  readonly #listeners = new Set<() => void>();

  /** How often it was raised. */
  get count(): number {
    return this.#count;
  }

  raise(): void {
    this.#count += 1;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns the function that ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
