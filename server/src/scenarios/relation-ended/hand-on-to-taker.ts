import { decideOwner } from '../../domains/assignment/decide-owner.ts';
import { gatherOwnerFacts } from '../../domains/assignment/owner-facts.ts';
import { setOwner } from '../../domains/customer/decisions.ts';
import { relationEnded } from '../../domains/customer/events.ts';
import { findCustomer, isLiveRelation, listRelations } from '../../domains/customer/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The taker's adding and the end of the old bond are of one moment. */
const JUST_ADDED_MS = 10 * 60_000;

/**
 * WeCom handed the customer over to a colleague: she owns her now. Told before the taker's adding, that decides; and no adding is
 * told of at all where the taker was a friend before (doc 92125).
 */
export const handOnToTaker = scenario({
  name: 'hand-on-to-taker',
  on: relationEnded,
  concerns: ({ by }) => by === 'transfer',
  async run(tx, event, _facts, now, { config }) {
    const { by, userId } = event.payload;
    const customer = event.customerId ? await findCustomer(tx, event.customerId) : null;
    if (!customer || by !== 'transfer') return skipped('不是转接');
    if (customer.ownerUserId !== userId) return skipped('客户不由转出的员工负责');
    // Newest first: whoever took her over has just become her contact.
    const taker = (await listRelations(tx, customer.id)).find(isLiveRelation);
    if (!taker) return skipped('接替的员工还没有加上客户,加上后再分配');
    const { externalUserId, state } = taker;
    const facts = await gatherOwnerFacts(tx, {
      customerId: customer.id,
      userId: taker.userId,
      externalUserId,
      state,
      isReturning: true,
      viaSync: false,
      now,
      timeZone: config.timeZone,
    });
    if (!facts) return skipped('客户资料已删除');
    const { ownerUserId, reason } = decideOwner(facts);
    const changed = await setOwner(tx, { customerId: customer.id, ownerUserId, reason, now });
    // Whoever became her contact by the handover is told of the adding.
    const wasFriend = taker.addedAt < event.occurredAt - JUST_ADDED_MS;
    if (changed && ownerUserId && wasFriend)
      await notify(tx, ownerUserId, {
        kind: 'owner_changed',
        name: customer.name,
        title: '有客户转接给你',
        text: `「${customer.name}」:${reason.sentence}。请接着跟进。`,
        link: `/manager/#/customers/${customer.id}`,
      });
    return done();
  },
});
