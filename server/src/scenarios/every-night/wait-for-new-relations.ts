import { waitForFollowUps } from '../../domains/quality/commands/wait-for-follow-ups.ts';
import { loadLookFor } from '../../domains/quality/look-for.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Follow-ups are waited for from the adding on, however it came into our books; days are counted, so that a night is soon enough. */
export const waitForNewRelations = scenario({
  name: 'wait-for-new-relations',
  on: nightStarted,
  async run(tx) {
    if (!(await loadLookFor(tx)).actions.has('no_follow_up')) return skipped('没有开启「长时间未跟进」');
    await enqueue(tx, waitForFollowUps({ from: null, afterId: '' }));
    return done();
  },
});
