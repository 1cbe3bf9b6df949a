import { orderMoments } from '../../domains/mass-message/moments/commands/read-moments.ts';
import { momentsDue } from '../../domains/mass-message/moments/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** WeCom calls nobody back about moments: it is asked. */
export const readDueMoments = scenario({
  name: 'read-due-moments',
  on: momentsDue,
  async run(tx) {
    return (await orderMoments(tx)) ? done() : skipped('已经排队');
  },
});
