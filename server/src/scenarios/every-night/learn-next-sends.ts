import { countAnsweredSends } from '../../domains/behaviour/answered-sends.ts';
import { LEARN_FROM_MS, learnNextSends } from '../../domains/script/next-sends.ts';
import { decideTopReps } from '../../domains/script/top-reps.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Who are the top reps, and what do they send after what: counted anew from the last 90 days. */
export const learnNextSendsNightly = scenario({
  name: 'learn-next-sends',
  on: nightStarted,
  async run(tx, _event, _facts, now) {
    await learnNextSends(tx, decideTopReps(await countAnsweredSends(tx, now - LEARN_FROM_MS)), now);
    return done();
  },
});
