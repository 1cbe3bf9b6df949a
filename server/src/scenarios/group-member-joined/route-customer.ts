import { groupMemberJoined } from '../../domains/group-chat/events.ts';
import { routeJoinedCustomer } from '../../domains/group-chat/route-joined-customer.ts';
import { scenario } from '../scenario.ts';

/** A customer whom nobody owns finds an owner by joining; whoever has one keeps her. */
export const routeCustomerOfGroup = scenario({
  name: 'route-customer-of-group',
  on: groupMemberJoined,
  concerns: ({ kind, viaSync }) => kind === 'external' && !viaSync,
  run: (tx, event, _facts, now) => routeJoinedCustomer(tx, event.payload, now),
});
