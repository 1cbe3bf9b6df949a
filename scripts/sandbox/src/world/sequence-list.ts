/** Records in creation order, with paging from any position that survives insertions and deletions. */
export class SequenceList<T extends { seq: number }> {
  readonly #items: T[] = [];

  add(item: T): void {
    const last = this.#items.at(-1);
    if (!last || last.seq < item.seq) this.#items.push(item);
    else this.#items.splice(this.#firstFrom(item.seq), 0, item);
  }

  remove(item: T): void {
    const at = this.#firstFrom(item.seq);
    if (this.#items[at] === item) this.#items.splice(at, 1);
  }

  /** Items with `seq` greater than the given one, lazily. */
  *after(seq: number): Generator<T> {
    for (let at = this.#firstFrom(seq + 1); at < this.#items.length; at += 1) yield this.#items[at] as T;
  }

  /** Newest first, lazily. */
  *newestFirst(before = Number.POSITIVE_INFINITY): Generator<T> {
    for (let at = this.#firstFrom(before) - 1; at >= 0; at -= 1) yield this.#items[at] as T;
  }

  last(): T | undefined {
    return this.#items.at(-1);
  }

  get length(): number {
    return this.#items.length;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#items[Symbol.iterator]();
  }

  #firstFrom(seq: number): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle] as T).seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
