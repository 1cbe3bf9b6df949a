import { relationEnded } from '../../domains/customer/events.ts';
import { findCustomer, listRelations, isLiveRelation } from '../../domains/customer/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { endOfWorkDay } from '../../domains/task/rules.ts';
import { workCalendar } from '../../domains/task/work-time.ts';
import { openTask } from '../../domains/task/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A customer who removes a rep is a warning: the rep learns of it and is asked to find out why. */
export const alertRepOfLoss = scenario({
  name: 'alert-rep-of-loss',
  on: relationEnded,
  concerns: ({ viaSync }) => !viaSync,
  async run(tx, event, _facts, now, { config }) {
    const { by, userId, followUserId, viaSync, isLast } = event.payload;
    if (by !== 'customer') return skipped('不是客户删除的');
    // A first sync may find losses of years; an alert for each would bury the new ones.
    if (viaSync) return skipped('同步时发现的历史流失,不再提醒');
    const customer = event.customerId ? await findCustomer(tx, event.customerId) : null;
    if (!customer) return skipped('客户资料已删除');
    const isBack = (await listRelations(tx, customer.id)).some((one) => one.userId === userId && isLiveRelation(one));
    if (isBack) return skipped('客户已经重新添加');
    await openTask(tx, {
      kind: 'lost_customer',
      title: `了解「${customer.name}」删除好友的原因`,
      reason: isLast ? '客户删除了你,公司里已没有人和客户是好友' : '客户删除了你,但仍是其他同事的好友',
      customerId: customer.id,
      assigneeUserId: userId,
      dueAt: endOfWorkDay(now, await workCalendar(tx, config.timeZone)),
      dedupeKey: `lost:${followUserId}:${event.occurredAt}`,
      sourceEventId: event.id,
      now,
    });
    await notify(tx, userId, {
      kind: 'customer_lost',
      name: customer.name,
      title: '客户把你删除了',
      text: `「${customer.name}」删除了与你的好友关系。可以电话回访了解原因,或请同事跟进。`,
      link: `/manager/#/customers/${customer.id}`,
    });
    return done();
  },
});
