import { newMomentId } from '../../ids.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Moment } from '../../world/moment-types.ts';

type NewMoment = Pick<Moment, 'jobId' | 'creator' | 'text' | 'attachments' | 'isPartly'> & {
  /** Customers who may see it, by publishing member. */
  customersBy: ReadonlyMap<string, string[]>;
};

/** Nothing is published yet: every member gets a task that waits for her. */
export function createMoment(sandbox: Sandbox, made: NewMoment): Moment {
  const { world, clock, live } = sandbox;
  const { customersBy, ...rest } = made;
  const moment = world.moments.put({
    ...rest,
    momentId: newMomentId(),
    seq: world.next('moment'),
    createdAt: clock.now(),
    cancelledAt: 0,
  });
  const { momentId } = moment;
  for (const [userId, customers] of customersBy) {
    const seq = world.next('moment_task');
    world.momentTasks.put({ momentId, seq, userId, publishedAt: 0, customers, visibleTo: [], likes: [], comments: [] });
  }
  const [first = ''] = customersBy.keys();
  const who = `${world.member(first)?.name ?? first}${customersBy.size > 1 ? ` 等 ${customersBy.size} 人` : ''}`;
  live.tell({ kind: 'moment', momentId, userId: '', change: 'created', text: `朋友圈等待 ${who} 发表` });
  return moment;
}
