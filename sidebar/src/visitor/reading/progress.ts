/** How far the visit has come; only ever grows. */
export class Progress {
  percent = 0;
  /** Of brochures: what is in view. */
  page: number | null = null;
  /** Whole seconds. */
  seconds = 0;
  /** Time that no whole second has been counted for yet, ms: of the visit, and of each page. */
  private rest = 0;
  private readonly restOf = new Map<number, number>();
  private readonly secondsOf = new Map<number, number>();
  private readonly changed = new Set<number>();

  reached(percent: number): void {
    this.percent = Math.max(this.percent, Math.min(100, Math.round(percent)));
  }

  /** So much more time in view. Each whole second goes to the page that waits longest for one: many short looks are lost to none. */
  spent(ms: number): void {
    this.rest += ms;
    if (this.page !== null) this.restOf.set(this.page, (this.restOf.get(this.page) ?? 0) + ms);
    for (; this.rest >= 1000; this.rest -= 1000) {
      this.seconds += 1;
      this.countForPage();
    }
  }

  /** Pages whose seconds have changed since the last beat that was answered. */
  takeChanged(): [number, number][] {
    return [...this.changed].map((page) => [page, this.secondsOf.get(page)!]);
  }

  /** A beat with these was answered; what has changed meanwhile stays to be told. */
  told(pages: readonly (readonly [number, number])[]): void {
    for (const [page, seconds] of pages) if (this.secondsOf.get(page) === seconds) this.changed.delete(page);
  }

  private countForPage(): void {
    const waiting = [...this.restOf].sort(([, a], [, b]) => b - a)[0];
    if (!waiting) return;
    const [page, rest] = waiting;
    this.restOf.set(page, rest - 1000);
    this.secondsOf.set(page, (this.secondsOf.get(page) ?? 0) + 1);
    this.changed.add(page);
  }
}
