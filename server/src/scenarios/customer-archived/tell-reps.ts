import { findChannelByState } from '../../domains/channel/store.ts';
import { memberCards } from '../../domains/corp/store.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { findCustomer, findRelation } from '../../domains/customer/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The rep learns of a new customer at once; when she is somebody's already, both learn of it. */
export const tellReps = scenario({
  name: 'tell-reps',
  on: customerArchived,
  concerns: ({ viaSync }) => !viaSync,
  async run(tx, event) {
    const { userId, externalUserId, state, isReturning, isNewRelation, viaSync } = event.payload;
    if (viaSync) return skipped('同步发现的老客户,不打扰员工');
    if (!isNewRelation) return skipped('添加时已经通知过');
    const customer = event.customerId ? await findCustomer(tx, event.customerId) : null;
    if (!customer || !(await findRelation(tx, userId, externalUserId))) return skipped('客户资料已删除');
    const channel = await findChannelByState(tx, state);
    const from = channel ? `来自「${channel.name}」` : '主动添加了你';
    const link = `/sidebar/?externalUserId=${encodeURIComponent(externalUserId)}`;
    const about = { name: customer.name, link };
    const { ownerUserId } = customer;
    const cards = await memberCards(tx, [userId, ...(ownerUserId ? [ownerUserId] : [])]);
    const nameOf = (id: string) => cards.get(id)?.name ?? id;
    if (!isReturning || !ownerUserId || ownerUserId === userId) {
      const title = isReturning ? `老客户「${customer.name}」再次添加了你` : `新客户「${customer.name}」`;
      await notify(tx, userId, {
        ...about,
        kind: isReturning ? 'returning_customer' : 'new_customer',
        title,
        text: `${from}。打开聊天,在侧边栏查看资料和待办。`,
      });
      return done();
    }
    await notify(tx, userId, {
      ...about,
      kind: 'returning_customer',
      title: `「${customer.name}」添加了你`,
      text: `${from}。这是${nameOf(ownerUserId)}的客户,仍由${nameOf(ownerUserId)}负责,请与同事配合跟进。`,
    });
    await notify(tx, ownerUserId, {
      ...about,
      kind: 'returning_customer',
      title: `你的客户「${customer.name}」又添加了${nameOf(userId)}`,
      text: `${channel ? `${from},` : ''}客户仍由你负责,${nameOf(userId)}可以看到客户资料。`,
    });
    return done();
  },
});
