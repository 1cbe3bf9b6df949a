import { nameOf } from '../../callback/callback-sentence.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { MomentTask } from '../../world/moment-types.ts';
import { ActError } from '../act-error.ts';

/** The member publishes: those of the range who are still her friends can see it from now on. */
export function publishMoment(sandbox: Sandbox, task: MomentTask): MomentTask {
  const { world, clock, live } = sandbox;
  const moment = world.moments.get(task.momentId);
  if (!moment) throw new ActError('not_found', '没有这条朋友圈');
  if (moment.cancelledAt > 0) throw new ActError('conflict', '朋友圈任务已被停止');
  if (task.publishedAt > 0) throw new ActError('conflict', '已经发表过');
  const visibleTo = task.customers.filter((id) => world.relations.of(task.userId, id)?.state === 'friend');
  const published = world.momentTasks.put({ ...task, publishedAt: clock.now(), visibleTo });
  live.tell({
    kind: 'moment',
    momentId: task.momentId,
    userId: task.userId,
    change: 'published',
    text: `${nameOf(world, task.userId)} 发表了朋友圈,${visibleTo.length} 位客户可见`,
  });
  return published;
}
