import { makeCustomer } from '../../demo/generate.ts';
import { randomText } from '../../ids.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { GroupChat } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';
import { requireOpen, roomLeft } from './group-rules.ts';
import { scanIntoGroup } from './join-by-code.ts';

const mostPeople = 10_000;

/** Many strangers scan one group's code within a moment: one event each, as fast as the courier carries them. */
export function rushIntoGroup(sandbox: Sandbox, group: GroupChat, people: number, state: string): string[] {
  requireOpen(group);
  if (!Number.isInteger(people) || people < 1 || people > mostPeople)
    throw new ActError('invalid', `人数应为 1 到 ${mostPeople}`, 'people');
  if (people > roomLeft(sandbox, group))
    throw new ActError('conflict', '群里没有这么多空位,先用 limits.groupMembers 或群的 capacity 放宽', 'people');
  const prefix = randomText(18);
  return Array.from({ length: people }, (_, index) => makeCustomer(sandbox, prefix, index)).flatMap((customer) =>
    scanIntoGroup(sandbox, group, customer, state),
  );
}
