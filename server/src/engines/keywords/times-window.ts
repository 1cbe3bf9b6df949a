/** "N times within T", counted per key in memory and in the order of time: for looking back over history. */
export class TimesWindow<Key> {
  private readonly moments = new Map<Key, number[]>();

  constructor(
    private readonly count: number,
    private readonly withinMs: number,
  ) {}

  /** Whether this time completes the number; then counting begins anew. */
  add(key: Key, at: number): boolean {
    const kept = (this.moments.get(key) ?? []).filter((moment) => moment > at - this.withinMs);
    kept.push(at);
    if (kept.length < this.count) {
      this.moments.set(key, kept);
      return false;
    }
    this.moments.delete(key);
    return true;
  }
}
