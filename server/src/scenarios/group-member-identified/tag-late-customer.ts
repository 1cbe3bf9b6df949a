import { groupMemberIdentified } from '../../domains/group-chat/events.ts';
import { tagJoinedCustomer } from '../../domains/group-chat/tag-joined-customer.ts';
import { scenario } from '../scenario.ts';

/** Somebody who was only in a group has become a customer: the tags of the group are hers from now on. */
export const tagLateCustomerOfGroup = scenario({
  name: 'tag-late-customer-of-group',
  on: groupMemberIdentified,
  run: (tx, event, _facts, now) => tagJoinedCustomer(tx, event.payload, now),
});
