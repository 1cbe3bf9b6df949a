import { groupMemberJoined } from '../../domains/group-chat/events.ts';
import { tagJoinedCustomer } from '../../domains/group-chat/tag-joined-customer.ts';
import { scenario } from '../scenario.ts';

/** A customer who joins a group gets the tags set for it. */
export const tagCustomerOfGroup = scenario({
  name: 'tag-customer-of-group',
  on: groupMemberJoined,
  concerns: ({ kind }) => kind === 'external',
  run: (tx, event, _facts, now) => tagJoinedCustomer(tx, event.payload, now),
});
