import { countAnsweredSends } from '../../domains/behaviour/answered-sends.ts';
import { countNextSends, LEARN_FROM_MS, learnNextSends } from '../../domains/script/next-sends.ts';
import { decideTopReps } from '../../domains/script/top-reps.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Who are the top reps, and what do they send after what: counted anew from the last 90 days, while others write. */
export const learnNextSendsNightly = scenario<Record<string, never>, Awaited<ReturnType<typeof countNextSends>>>({
  name: 'learn-next-sends',
  on: nightStarted,
  async gather(_event, { db, clock }) {
    const now = clock.now();
    const topReps = decideTopReps(await countAnsweredSends(db.read, now - LEARN_FROM_MS));
    return countNextSends(db.read, topReps, now);
  },
  async run(tx, _event, learned) {
    await learnNextSends(tx, learned);
    return done();
  },
});
