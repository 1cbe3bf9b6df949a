import { findLeadersOf, listAdminUserIds, memberCards } from '../../domains/corp/store.ts';
import { findCustomerByExternalId } from '../../domains/customer/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { endOfWorkDay } from '../../domains/task/rules.ts';
import { workCalendar } from '../../domains/task/work-time.ts';
import { openTask } from '../../domains/task/store.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactTransferFailed } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** WeCom's words for why (doc 92130); others may come. */
const REASONS: Record<string, string> = {
  customer_refused: '客户拒绝了转接',
  customer_limit_exceed: '接替员工的客户数已达上限',
};

/** A handover that failed leaves a customer whom nobody may be looking after: whoever answers for the taker decides anew. */
export const alertOfFailedTransfer = scenario({
  name: 'alert-of-failed-transfer',
  on: externalContactTransferFailed,
  async run(tx, event, _facts, now, { config }) {
    const { userId, externalUserId, failReason } = event.payload;
    const customer = await findCustomerByExternalId(tx, externalUserId);
    if (!customer) return skipped('还没有归档过这位客户');
    linkEventToCustomer(tx, event.id, customer.id);
    const [leader] = await findLeadersOf(tx, userId);
    const [admin] = leader ? [] : await listAdminUserIds(tx, config.adminUserIds);
    const assigneeUserId = leader ?? admin ?? userId;
    const taker = (await memberCards(tx, [userId])).get(userId)?.name ?? userId;
    const why = REASONS[failReason] ?? '企业微信没有说明原因';
    const opened = await openTask(tx, {
      kind: 'transfer_failed',
      title: `为「${customer.name}」重新安排负责人`,
      reason: `转接给${taker}没有成功:${why}`,
      customerId: customer.id,
      assigneeUserId,
      dueAt: endOfWorkDay(now, await workCalendar(tx, config.timeZone)),
      dedupeKey: `transfer-failed:${event.id}`,
      sourceEventId: event.id,
      now,
    });
    if (!opened) return skipped('已经提醒过');
    await notify(tx, assigneeUserId, {
      kind: 'transfer_failed',
      name: customer.name,
      title: '客户转接没有成功',
      text: `「${customer.name}」转接给${taker}没有成功:${why}。请重新安排负责人。`,
      link: `/manager/#/customers/${customer.id}`,
    });
    return done();
  },
});
