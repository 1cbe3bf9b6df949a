import type { BehaviourDay, BehaviourGroup } from '@zhike/shared/contracts/customer-behaviour';
import { addDays } from '@zhike/shared/formulas/calendar';

export type Span = 'days' | 'weeks';

/** From the foot of a bar to its top. */
const groups: readonly BehaviourGroup[] = ['contacted', 'said', 'read', 'other'];

interface Part {
  group: BehaviourGroup;
  count: number;
  /** From the top of the picture, px. */
  y: number;
  height: number;
}

interface Bar {
  from: string;
  /** The same day where a bar is one day. */
  to: string;
  total: number;
  x: number;
  width: number;
  parts: Part[];
}

export interface Bars {
  bars: Bar[];
  /** Of each group over the whole span, those that occur. */
  sums: { group: BehaviourGroup; count: number }[];
  total: number;
  /** How many bars have anything on them. */
  active: number;
  lastDay: string | null;
}

const shapes: Record<Span, { bars: number; days: number }> = {
  days: { bars: 30, days: 1 },
  weeks: { bars: 12, days: 7 },
};
/** One single thing must be seen. */
const LEAST_PX = 2;

/** Bars of one day or seven, the last one ending today; every bar is as high as its share of the highest. */
export function layOutBars(
  { today, days }: { today: string; days: readonly BehaviourDay[] },
  span: Span,
  size: { width: number; height: number },
): Bars {
  const shape = shapes[span];
  const step = size.width / shape.bars;
  const gap = Math.min(4, step * 0.25);
  const empty = Array.from({ length: shape.bars }, (_, index) => {
    const to = addDays(today, -(shape.bars - 1 - index) * shape.days);
    const from = addDays(to, 1 - shape.days);
    const counts = new Map<BehaviourGroup, number>();
    for (const { day, group, count } of days)
      if (day >= from && day <= to) counts.set(group, (counts.get(group) ?? 0) + count);
    return { from, to, counts, total: sum(counts.values()) };
  });
  const most = Math.max(1, ...empty.map(({ total }) => total));
  const bars = empty.map(({ from, to, counts, total }, index) => {
    let foot = size.height;
    const parts = groups.flatMap((group) => {
      const count = counts.get(group) ?? 0;
      if (count === 0) return [];
      const height = Math.min(foot, Math.max(LEAST_PX, (count / most) * size.height));
      foot -= height;
      return [{ group, count, y: foot, height }];
    });
    return { from, to, total, x: index * step + gap / 2, width: step - gap, parts };
  });
  const sums = groups.flatMap((group) => {
    const count = sum(empty.map(({ counts }) => counts.get(group) ?? 0));
    return count > 0 ? [{ group, count }] : [];
  });
  const first = empty[0]!.from;
  const lastDay = days.reduce<string | null>(
    (last, { day }) => (day >= first && (!last || day > last) ? day : last),
    null,
  );
  return {
    bars,
    sums,
    total: sum(sums.map(({ count }) => count)),
    active: bars.filter(({ total }) => total > 0).length,
    lastDay,
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
