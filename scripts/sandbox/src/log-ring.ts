/** The newest records of something, reachable by id; old ones fall out. */
export class LogRing<T extends { id: string }> {
  readonly #capacity: number;
  readonly #records = new Map<string, T>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(record: T): void {
    this.#records.set(record.id, record);
    if (this.#records.size > this.#capacity) {
      const oldest = this.#records.keys().next().value;
      if (oldest !== undefined) this.#records.delete(oldest);
    }
  }

  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  newestFirst(): T[] {
    return [...this.#records.values()].reverse();
  }

  clear(): void {
    this.#records.clear();
  }
}
