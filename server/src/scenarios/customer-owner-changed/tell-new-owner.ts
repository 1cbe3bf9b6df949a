import { memberCards } from '../../domains/corp/store.ts';
import { customerOwnerChanged } from '../../domains/customer/events.ts';
import { findCustomer } from '../../domains/customer/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Whoever is given a customer by a colleague learns of it. */
export const tellNewOwner = scenario({
  name: 'tell-new-owner',
  on: customerOwnerChanged,
  // Routing by rule tells its people itself, and a first sync routes everybody.
  concerns: ({ byUserId }) => byUserId !== null,
  async run(tx, event) {
    const { toUserId, byUserId } = event.payload;
    if (!byUserId) return skipped('由系统分配,已另行通知');
    if (!toUserId || toUserId === byUserId) return skipped('没有需要通知的新负责人');
    const customer = event.customerId ? await findCustomer(tx, event.customerId) : null;
    if (customer?.ownerUserId !== toUserId) return skipped('负责人已经又有变化');
    const by = (await memberCards(tx, [byUserId])).get(byUserId)?.name ?? byUserId;
    await notify(tx, toUserId, {
      kind: 'owner_changed',
      name: customer.name,
      title: '有客户交给你负责',
      text: `${by}把客户「${customer.name}」交给你负责,请尽快联系。`,
      link: `/manager/#/customers/${customer.id}`,
    });
    return done();
  },
});
