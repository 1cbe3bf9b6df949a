/** WeCom's `order` runs from 0 to 2³²−1; larger comes first. */
const MAX_ORDER = 2 ** 32 - 1;
const STEP = 1000;

export interface Ordered {
  id: string;
  sort: number;
  /** Ours to move; others stay where they are. */
  ours: boolean;
}

/**
 * New `order` values that put `items` (given in the wanted sequence) in that sequence, moving only ours and as few as possible.
 * Null when those that are not ours stand in the way.
 */
export function decideOrder(items: readonly Ordered[]): Map<string, number> | null {
  const changes = new Map<string, number>();
  let above = MAX_ORDER + 1;
  for (let start = 0; start < items.length; ) {
    let end = start;
    while (end < items.length && items[end]!.ours) end += 1;
    const anchor = items[end];
    const below = anchor ? anchor.sort : -1;
    if (anchor && below > above) return null;
    if (!placeRun(items.slice(start, end), above, below, changes)) return null;
    if (anchor) above = below;
    start = end + 1;
  }
  return changes;
}

/** Gives a run of our items values strictly between its neighbours; keeps the values it has when they already fit. */
function placeRun(run: readonly Ordered[], above: number, below: number, changes: Map<string, number>): boolean {
  if (run.length === 0) return true;
  const fits = run.every((item, index) => item.sort < (run[index - 1]?.sort ?? above) && item.sort > below);
  if (fits) return true;
  if (above - below - 1 < run.length) return false;
  const step = Math.min(STEP, Math.floor((above - below) / (run.length + 1)));
  run.forEach((item, index) => {
    const wanted = below + step * (run.length - index);
    if (wanted !== item.sort) changes.set(item.id, wanted);
  });
  return true;
}
