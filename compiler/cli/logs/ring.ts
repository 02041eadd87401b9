/** The last of what comes: so many items, and as many of those as weigh no more than the budget. */
export class Ring<T> {
  #kept: T[] = [];
  #from = 0;
  #weight = 0;

  constructor(
    private readonly size: number,
    private readonly budget: number,
    private readonly weigh: (item: T) => number,
  ) {}

  push(item: T): void {
    this.#kept.push(item);
    this.#weight += this.weigh(item);
    while (this.#kept.length - this.#from > this.size || this.#weight > this.budget) {
      const [oldest] = this.#kept.slice(this.#from, this.#from + 1);
      if (oldest === undefined) return;
      this.#weight -= this.weigh(oldest);
      this.#from += 1;
    }
    // Only now and then: moving all of them for each would take a log's length times the size.
    if (this.#from > 1000 && this.#from > this.#kept.length / 2) {
      this.#kept = this.#kept.slice(this.#from);
      this.#from = 0;
    }
  }

  /** The oldest first. */
  items(): T[] {
    return this.#kept.slice(this.#from);
  }
}
