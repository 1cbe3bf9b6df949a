/** How far the visit has come; only ever grows. */
export class Progress {
  percent = 0;
  page: number | null = null;
  private readonly seconds = new Map<number, number>();
  private readonly changed = new Set<number>();

  reached(percent: number): void {
    this.percent = Math.max(this.percent, Math.min(100, Math.round(percent)));
  }

  /** Another second of a page in view. */
  lookedAt(page: number): void {
    this.page = page;
    this.seconds.set(page, (this.seconds.get(page) ?? 0) + 1);
    this.changed.add(page);
  }

  /** Pages whose seconds have changed since the last beat that was answered. */
  takeChanged(): [number, number][] {
    return [...this.changed].map((page) => [page, this.seconds.get(page)!]);
  }

  /** A beat with these was answered; what has changed meanwhile stays to be told. */
  told(pages: readonly (readonly [number, number])[]): void {
    for (const [page, seconds] of pages) if (this.seconds.get(page) === seconds) this.changed.delete(page);
  }
}
