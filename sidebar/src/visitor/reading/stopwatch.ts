/** It is read about once a second: what passed beyond that passed while the phone slept, and nobody told the page. */
const MOST_AT_ONCE_MS = 2_000;

/** Measures time in view, in pieces. `now` is of a clock that only goes forward, ms. */
export class Stopwatch {
  private last: number | null = null;

  get isRunning(): boolean {
    return this.last !== null;
  }

  run(now: number): void {
    this.last ??= now;
  }

  /** What has passed since it was last taken; nothing while it stands. */
  take(now: number): number {
    if (this.last === null) return 0;
    const passed = Math.max(0, Math.min(now - this.last, MOST_AT_ONCE_MS));
    this.last = now;
    return passed;
  }

  /** What had passed by then is to be taken before. */
  stop(): void {
    this.last = null;
  }
}
