import { nameOf } from '../../callback/callback-sentence.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { MomentTask } from '../../world/moment-types.ts';
import { ActError } from '../act-error.ts';

/** A like, or taking it back. */
export function likeMoment(sandbox: Sandbox, task: MomentTask, by: string, like: boolean): MomentTask {
  requireVisible(task, by);
  const others = task.likes.filter((each) => each.by !== by);
  const likes = like ? [...others, { by, at: sandbox.clock.now() }] : others;
  const changed = sandbox.world.momentTasks.put({ ...task, likes });
  tell(sandbox, task, 'liked', `${nameOf(sandbox.world, by)} ${like ? '赞了' : '取消了赞'}`);
  return changed;
}

export function commentOnMoment(sandbox: Sandbox, task: MomentTask, by: string, text: string): MomentTask {
  requireVisible(task, by);
  if (text.trim() === '') throw new ActError('invalid', '评论不能为空', 'text');
  const comments = [...task.comments, { by, at: sandbox.clock.now(), text }];
  const changed = sandbox.world.momentTasks.put({ ...task, comments });
  tell(sandbox, task, 'commented', `${nameOf(sandbox.world, by)} 评论了`);
  return changed;
}

/** For whoever it is visible to, and for the publisher herself. */
function requireVisible(task: MomentTask, by: string): void {
  if (task.publishedAt === 0) throw new ActError('conflict', '朋友圈还没有发表');
  if (by !== task.userId && !task.visibleTo.includes(by)) throw new ActError('conflict', '看不到这条朋友圈');
}

function tell(sandbox: Sandbox, { momentId, userId }: MomentTask, change: 'liked' | 'commented', did: string): void {
  const text = `${did} ${nameOf(sandbox.world, userId)} 的朋友圈`;
  sandbox.live.tell({ kind: 'moment', momentId, userId, change, text });
}
