import { nameOf } from '../callback/callback-sentence.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Moment, MomentTask } from '../world/moment-types.ts';
import type { MomentView } from './views-moments.ts';

/** A moment as its publisher and her customers see it. */
export function presentMoment(sandbox: Sandbox, moment: Moment, task: MomentTask): MomentView {
  const { world } = sandbox;
  const link = moment.attachments.find((each) => each.kind === 'link');
  const waiting = moment.cancelledAt > 0 ? 'cancelled' : 'waiting';
  return {
    momentId: moment.momentId,
    userId: task.userId,
    memberName: nameOf(world, task.userId),
    memberAvatar: sandbox.avatarOf(task.userId),
    createdAt: moment.createdAt,
    creator: moment.creator,
    text: moment.text,
    images: moment.attachments.flatMap((each) => (each.kind === 'image' ? [each.url] : [])),
    video: moment.attachments.find((each) => each.kind === 'video')?.url ?? '',
    link: link ? { title: link.title, url: link.linkUrl, picUrl: link.url } : null,
    status: task.publishedAt > 0 ? 'published' : waiting,
    publishedAt: task.publishedAt,
    isPartly: moment.isPartly,
    customerCount: task.customers.length,
    visibleCount: task.visibleTo.length,
    likes: task.likes.map((each) => ({ ...each, name: nameOf(world, each.by) })),
    comments: task.comments.map((each) => ({ ...each, name: nameOf(world, each.by) })),
  };
}
