/** WeCom tells of a change at once and writes the details about 2 s later (doc 92130). */
const SETTLES_MS = 2_000;
/** By then the details are surely written, though WeCom's clock and ours may differ. */
const SURELY_SETTLED_MS = 60_000;
/** While more keeps coming, readings get rarer: a thousand joinings within minutes lead to some ten of them. */
const BUSY_WAITS_MS = [SETTLES_MS, 4_000, 8_000, 15_000];
/** Details that stay behind what was announced; together about four minutes. */
const BEHIND_WAITS_MS = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000];

/** Readings, over some fourteen seconds, after which a version that nobody announced last is taken for the latest. */
const OVERTAKEN_AFTER = 3;

export interface ReadingFacts {
  /** The version announced last; null: none was named, any will do. */
  wantedVersion: string | null;
  /** What our books had when the first announcement came. */
  baseVersion: string | null;
  /** The version that was read; null: the group could not be read. */
  readVersion: string | null;
  couldBeRead: boolean;
  /** More was announced while WeCom was being read. */
  moreAnnounced: boolean;
  /** It lists somebody whose leaving is known: it is older than that, whatever its version. */
  showsLeavers: boolean;
  rounds: number;
  behind: number;
}

export type Turn =
  | { next: 'wait'; ms: number; rounds: number; behind: number }
  | { next: 'done' }
  /** It never caught up (or could never be read); the full reading tries again. */
  | { next: 'give_up' };

export function isSettled({
  wantedVersion,
  readVersion,
}: Pick<ReadingFacts, 'wantedVersion' | 'readVersion'>): boolean {
  return wantedVersion === null || readVersion === null || readVersion === wantedVersion;
}

/** Details asked for so soon after something happened may not show it yet. */
export function mayBeOlder(readAt: number, happenedAt: number): boolean {
  return readAt - happenedAt <= SURELY_SETTLED_MS;
}

export const firstWaitMs = SETTLES_MS;

/** Whether a group is read once more, and when. Versions have no order: one that is not the announced one may be older or newer. */
export function decideTurn(facts: ReadingFacts): Turn {
  const rounds = facts.rounds + 1;
  if (facts.moreAnnounced) {
    const ms = BUSY_WAITS_MS[Math.min(rounds, BUSY_WAITS_MS.length - 1)]!;
    return { next: 'wait', ms, rounds, behind: 0 };
  }
  if (facts.couldBeRead && isSettled(facts) && !facts.showsLeavers) return { next: 'done' };
  // It has moved on, only not to the version that our last callback named: those of one second come in any order.
  const isOvertaken = facts.couldBeRead && facts.readVersion !== facts.baseVersion && !facts.showsLeavers;
  if (isOvertaken && facts.behind >= OVERTAKEN_AFTER) return { next: 'done' };
  const ms = BEHIND_WAITS_MS[facts.behind];
  if (ms !== undefined) return { next: 'wait', ms, rounds, behind: facts.behind + 1 };
  return { next: 'give_up' };
}
