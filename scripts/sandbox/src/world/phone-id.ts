import { createHash } from 'node:crypto';
import type { Customer } from './types.ts';
import type { World } from './world.ts';

/** What a page opened on a simulated phone may know of it: one phone from another, and nothing of its owner. */
export const phoneIdOf = (externalUserId: string): string =>
  createHash('sha256').update(`phone\n${externalUserId}`).digest('hex').slice(0, 24);

export function customerOfPhone(world: World, phoneId: string): Customer | undefined {
  return phoneId ? world.customers.find((customer) => phoneIdOf(customer.externalUserId) === phoneId) : undefined;
}
