import { nameOf } from '../../callback/callback-sentence.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { MassMessage, MassReceiver, MassStatus, MassTask } from '../../world/mass-types.ts';
import { ActError } from '../act-error.ts';
import { addChatMessage } from '../chat.ts';
import { sayInGroup } from '../groups/group-message.ts';
import { isOverMassQuota, noteMassReceipt } from './mass-quota.ts';

/** The member confirms: what may arrive arrives, and what does not is noted with its reason. Whom she left out stays unsent. */
export function sendMassTask(sandbox: Sandbox, task: MassTask, chosen?: string[]): MassTask {
  const { world, clock, live } = sandbox;
  const message = world.massMessages.get(task.msgId);
  if (!message) throw new ActError('not_found', '没有这个群发任务');
  if (message.cancelledAt > 0) throw new ActError('conflict', '群发任务已被停止');
  if (task.sentAt > 0) throw new ActError('conflict', '群发任务已经发送');
  const wanted = chosen === undefined ? null : checkChosen(message, task, chosen);
  const now = clock.now();
  const receivers = task.receivers.map((receiver): MassReceiver => {
    if (wanted && !wanted.has(receiver.id)) return receiver;
    const status = deliver(sandbox, message, task.userId, receiver.id);
    return { ...receiver, status, sentAt: status === 1 ? now : 0 };
  });
  const sent = world.massTasks.put({ ...task, sentAt: now, receivers });
  const count = receivers.filter((receiver) => receiver.status === 1).length;
  live.tell({
    kind: 'mass-message',
    msgId: task.msgId,
    userId: task.userId,
    change: 'sent',
    text: `${nameOf(world, task.userId)} 发送了群发消息,送达 ${count} / ${receivers.length}`,
  });
  return sent;
}

function checkChosen(message: MassMessage, task: MassTask, chosen: string[]): Set<string> {
  if (!message.allowSelect) throw new ActError('conflict', '这个群发任务不能改选', 'receivers');
  const possible = new Set(task.receivers.map((receiver) => receiver.id));
  if (chosen.length === 0) throw new ActError('invalid', '至少选一个', 'receivers');
  for (const id of chosen)
    if (!possible.has(id)) throw new ActError('invalid', `${id} 不在这个群发任务里`, 'receivers');
  return new Set(chosen);
}

function deliver(sandbox: Sandbox, message: MassMessage, userId: string, id: string): MassStatus {
  const { world } = sandbox;
  const group = message.chatType === 'group' ? world.groups.get(id) : undefined;
  if (message.chatType === 'group') {
    if (!group || group.dismissed || group.owner !== userId) return 2;
  } else if (world.relations.of(userId, id)?.state !== 'friend') return 2;
  if (isOverMassQuota(sandbox, id)) return 3;
  for (const content of message.contents) {
    if (group) sayInGroup(sandbox, group, userId, content, 'mass');
    else addChatMessage(sandbox, { userId, externalUserId: id, from: 'member', via: 'mass', content });
  }
  noteMassReceipt(sandbox, id);
  return 1;
}
