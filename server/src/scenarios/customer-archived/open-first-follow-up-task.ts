import { customerArchived } from '../../domains/customer/events.ts';
import { findCustomer, findRelation, isLiveRelation } from '../../domains/customer/store.ts';
import { firstContactDue } from '../../domains/task/rules.ts';
import { workCalendar } from '../../domains/task/work-time.ts';
import { openTask } from '../../domains/task/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A new friend is contacted soon by the rep she added, whoever owns her: she is waiting in that rep's chat. */
export const openFirstFollowUpTask = scenario({
  name: 'open-first-follow-up-task',
  on: customerArchived,
  concerns: ({ viaSync }) => !viaSync,
  async run(tx, event, _facts, now, { config }) {
    const { userId, externalUserId, followUserId, viaSync, isReturning } = event.payload;
    if (viaSync) return skipped('同步发现的已有好友,不需要首次跟进');
    const customer = event.customerId ? await findCustomer(tx, event.customerId) : null;
    const relation = await findRelation(tx, userId, externalUserId);
    if (!customer || !relation || !isLiveRelation(relation)) return skipped('好友关系已经结束');
    const opened = await openTask(tx, {
      kind: 'first_follow_up',
      title: isReturning ? `联系再次添加的客户「${customer.name}」` : `首次联系「${customer.name}」`,
      reason: isReturning ? '老客户再次添加,先看看之前聊过什么' : '新客户刚添加好友,两个工作小时内联系最容易留住',
      customerId: customer.id,
      assigneeUserId: userId,
      dueAt: firstContactDue(event.occurredAt, await workCalendar(tx, config.timeZone)),
      // One for each time she is added, however often that is told.
      dedupeKey: `first:${followUserId}:${relation.addedAt}`,
      sourceEventId: event.id,
      now,
    });
    return opened ? done() : skipped('这次添加已经有首次跟进任务');
  },
});
