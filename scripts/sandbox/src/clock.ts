/**
 * The sandbox's movable clock. Everything that expires (tokens, codes, media, transfers) reads it; sockets, repeats and
 * time-outs of callbacks use machine time, or moving the clock would tear running requests.
 */
export class Clock {
  #offsetMs = 0;
  readonly #listeners = new Set<() => void>();

  /** Epoch milliseconds. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Epoch seconds, as the documents count. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  advance(ms: number): void {
    this.setOffset(this.#offsetMs + ms);
  }

  set(epochMs: number): void {
    this.setOffset(epochMs - Date.now());
  }

  setOffset(offsetMs: number): void {
    this.#offsetMs = Math.round(offsetMs);
    for (const listener of this.#listeners) listener();
  }

  onMove(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
