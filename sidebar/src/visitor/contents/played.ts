export type Span = readonly [from: number, to: number];

/** As the browser tells it; it forgets when a video is loaded anew. */
export const spansOf = (ranges: TimeRanges): Span[] =>
  Array.from({ length: ranges.length }, (_, index) => [ranges.start(index), ranges.end(index)]);

/** What was skipped was not watched, and what was watched twice counts once: the seconds that played, in whatever order. */
export function secondsIn(spans: readonly Span[]): number {
  let seconds = 0;
  let reached = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    seconds += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return seconds;
}
