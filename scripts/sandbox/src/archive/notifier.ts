/**
 * Says "pull now" (`msgaudit_notify`, doc 95039): at once after a pause, and never twice within `everyMs`; what comes in between is
 * told at the end of that span. Machine time, as all sending.
 */
export class ArchiveNotifier {
  readonly #everyMs: () => number;
  readonly #tell: () => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: () => number, tell: () => void) {
    this.#everyMs = everyMs;
    this.#tell = tell;
  }

  somethingNew(delayMs = 0): void {
    if (this.#timer) return;
    const waitMs = Math.max(delayMs, this.#toldAt + this.#everyMs() - performance.now());
    if (waitMs <= 0) return this.#now();
    this.#timer = setTimeout(() => this.#now(), waitMs);
    this.#timer.unref();
  }

  /** Forgets what was told (reset, stop). */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldAt = Number.NEGATIVE_INFINITY;
  }

  #now(): void {
    this.#timer = undefined;
    this.#toldAt = performance.now();
    this.#tell();
  }
}
