import { z } from 'zod';
import { Id } from './common.ts';
import { endpoint } from './endpoint.ts';

/** How often a customer and the company had to do with each other, day by day. */

/** How many calendar days the behaviour of a customer is told for: twelve weeks. */
export const BEHAVIOUR_DAYS = 84;

/** What is shown together: what she says, what we do for her, what she reads, and the rest. */
export const BehaviourGroup = z.enum(['said', 'contacted', 'read', 'other']);
export type BehaviourGroup = z.infer<typeof BehaviourGroup>;

export const BehaviourDay = z.object({ day: z.iso.date(), group: BehaviourGroup, count: z.number().int().positive() });
export type BehaviourDay = z.infer<typeof BehaviourDay>;

export const getCustomerBehaviour = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/behaviour',
  audience: 'member',
  summary: 'How often she and the company had to do with each other on each business day of the last twelve weeks',
  params: z.object({ customerId: Id }),
  response: z.object({
    /** The business day of now, the last one told of. */
    today: z.iso.date(),
    /** Oldest first; days without anything are left out. */
    days: z.array(BehaviourDay),
  }),
});
