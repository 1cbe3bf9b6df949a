import { groupMemberIdentified } from '../../domains/group-chat/events.ts';
import { routeJoinedCustomer } from '../../domains/group-chat/route-joined-customer.ts';
import { scenario } from '../scenario.ts';

/** Somebody who was only in a group has become a customer: the rules of the group say whose. */
export const routeLateCustomerOfGroup = scenario({
  name: 'route-late-customer-of-group',
  on: groupMemberIdentified,
  concerns: ({ viaSync }) => !viaSync,
  run: (tx, event, _facts, now) => routeJoinedCustomer(tx, event.payload, now),
});
