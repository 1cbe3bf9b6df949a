/** A member, and how many customers answered or moved on after what she sent them. */
export interface Success {
  userId: string;
  customers: number;
}

/** One customer may have answered by chance. */
const LEAST_CUSTOMERS = 2;
const LEAST_REPS = 3;
/** One in so many is a top rep, in larger teams. */
const ONE_IN = 5;

/**
 * Whose habits are proposed to others: the fifth of those who send (three at least) with the most customers who answered or moved to a
 * later stage within a week. Who has as many as the last of them belongs to them.
 */
export function decideTopReps(successes: readonly Success[]): string[] {
  const senders = successes.filter(({ customers }) => customers >= LEAST_CUSTOMERS);
  const ranked = senders.toSorted((a, b) => b.customers - a.customers || (a.userId < b.userId ? -1 : 1));
  const size = Math.max(LEAST_REPS, Math.ceil(successes.length / ONE_IN));
  const last = ranked[Math.min(size, ranked.length) - 1];
  return last ? ranked.filter(({ customers }) => customers >= last.customers).map(({ userId }) => userId) : [];
}
