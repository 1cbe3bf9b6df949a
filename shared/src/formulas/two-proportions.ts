/** How many of how many did it. */
export interface Proportion {
  hits: number;
  of: number;
}

export interface Comparison {
  /** Standard deviations between the two; positive: the first did it more often. */
  z: number;
  /** How often chance alone brings at least this difference, 0–1. */
  p: number;
  /** `too_few`: the test says nothing yet. */
  verdict: 'first' | 'second' | 'no_difference' | 'too_few';
}

/** Below it a difference may well be chance. */
const SIGNIFICANT = 0.05;
/** Whoever expects fewer hits or misses in a group than this must not use the normal distribution. */
const LEAST_EXPECTED = 5;

/** Whether one of two groups did it more often: the two-sided z-test for two proportions, with the pooled share. */
export function compareProportions(first: Proportion, second: Proportion): Comparison {
  const total = first.of + second.of;
  const pooled = total === 0 ? 0 : (first.hits + second.hits) / total;
  const least = Math.min(first.of, second.of) * Math.min(pooled, 1 - pooled);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / first.of + 1 / second.of));
  if (!(spread > 0)) return { z: 0, p: 1, verdict: 'too_few' };
  const z = (first.hits / first.of - second.hits / second.of) / spread;
  const p = 2 * (1 - normalBelow(Math.abs(z)));
  if (least < LEAST_EXPECTED) return { z, p, verdict: 'too_few' };
  if (p >= SIGNIFICANT) return { z, p, verdict: 'no_difference' };
  return { z, p, verdict: z > 0 ? 'first' : 'second' };
}

/** The share of the standard normal distribution below `x` ≥ 0: Abramowitz and Stegun 26.2.17, off by less than 1e-7. */
function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const weights = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = weights.reduceRight((rest, weight) => (rest + weight) * t, 0);
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

const percent = ({ hits, of }: Proportion) => `${of === 0 ? 0 : Math.round((hits / of) * 1000) / 10}%`;

/** The comparison of texts A and B as a person says it. `what`: 回复, 打开. */
export function sayComparison(what: string, first: Proportion, second: Proportion): string {
  const { p, verdict } = compareProportions(first, second);
  const shares = `A 版${what}率 ${percent(first)},B 版 ${percent(second)}`;
  switch (verdict) {
    case 'too_few':
      return `${shares}。样本还太少,看不出哪一版更好。`;
    case 'no_difference':
      return `${shares}。差别可能只是巧合(p = ${p.toFixed(2)}),不能说哪一版更好。`;
    default:
      return `${shares}。${verdict === 'first' ? 'A' : 'B'} 版更好,差别不像是巧合(p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`})。`;
  }
}
