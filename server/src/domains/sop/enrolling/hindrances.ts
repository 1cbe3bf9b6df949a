import type { WhyNot } from '../enrol.ts';

/** How many would not begin, or did not, by reason. */
export interface Hindrances {
  alreadyIn: number;
  noStart: number;
  noStepAhead: number;
  nobodyServes: number;
}

export const noHindrance = (): Hindrances => ({ alreadyIn: 0, noStart: 0, noStepAhead: 0, nobodyServes: 0 });

const nameOf: Record<WhyNot, keyof Hindrances> = {
  'sop.already_in': 'alreadyIn',
  'sop.no_start': 'noStart',
  'sop.no_step_ahead': 'noStepAhead',
};

export function countHindrances(reasons: Iterable<WhyNot | undefined>, counts: Hindrances): void {
  for (const why of reasons) if (why) counts[nameOf[why]] += 1;
}
