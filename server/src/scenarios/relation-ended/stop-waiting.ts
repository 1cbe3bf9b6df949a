import { relationEnded } from '../../domains/customer/events.ts';
import { findRelation, isLiveRelation } from '../../domains/customer/store.ts';
import { forgetWaits } from '../../domains/quality/forget-waits.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Nobody can answer or follow up a customer who is no contact any more. */
export const stopWaiting = scenario({
  name: 'stop-waiting',
  on: relationEnded,
  async run(tx, { payload, customerId }) {
    const { followUserId, userId, externalUserId } = payload;
    const relation = await findRelation(tx, userId, externalUserId);
    if (relation && isLiveRelation(relation)) return skipped('客户已经重新添加');
    const forgotten = await forgetWaits(tx, { followUserId, userId, customerId });
    return forgotten > 0 ? done() : skipped('没有在等待回复或跟进');
  },
});
