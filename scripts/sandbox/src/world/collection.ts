/** Told about every record that changed, so that it can be written to the state file. `value` undefined = deleted. */
export type ChangeListener = (collection: string, key: string, value: unknown) => void;

/**
 * A keyed set of records. They may be changed in place or replaced by a copy; either way `put` must follow (it is cheap), or the
 * change is lost at the next start with a state file.
 */
export class Collection<T> {
  readonly name: string;
  readonly #keyOf: (value: T) => string;
  readonly #onChange: ChangeListener;
  protected readonly records = new Map<string, T>();

  constructor(name: string, keyOf: (value: T) => string, onChange: ChangeListener) {
    this.name = name;
    this.#keyOf = keyOf;
    this.#onChange = onChange;
  }

  get(key: string): T | undefined {
    return this.records.get(key);
  }

  has(key: string): boolean {
    return this.records.has(key);
  }

  put(value: T): T {
    const key = this.#keyOf(value);
    const known = this.records.get(key);
    this.records.set(key, value);
    // Indexes hold the record itself, so a copy in its place must replace it there as well.
    if (known !== value) {
      if (known !== undefined) this.removed(known);
      this.added(value);
    }
    this.#onChange(this.name, key, value);
    return value;
  }

  /** From the state file: no change to report. */
  restore(value: T): void {
    this.records.set(this.#keyOf(value), value);
    this.added(value);
  }

  delete(key: string): boolean {
    const value = this.records.get(key);
    if (value === undefined) return false;
    this.records.delete(key);
    this.removed(value);
    this.#onChange(this.name, key, undefined);
    return true;
  }

  clear(): void {
    // Deleting while iterating a Map is defined: the iterator goes on with the next.
    for (const key of this.records.keys()) this.delete(key);
  }

  values(): IterableIterator<T> {
    return this.records.values();
  }

  find(test: (value: T) => boolean): T | undefined {
    for (const value of this.records.values()) if (test(value)) return value;
    return undefined;
  }

  filter(test: (value: T) => boolean): T[] {
    const found: T[] = [];
    for (const value of this.records.values()) if (test(value)) found.push(value);
    return found;
  }

  get size(): number {
    return this.records.size;
  }

  /** For indexes of subclasses. */
  protected added(_value: T): void {}

  protected removed(_value: T): void {}
}
