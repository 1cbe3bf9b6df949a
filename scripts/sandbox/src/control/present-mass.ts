/** Mass messages → what the control API shows. */
import { groupTitle } from '../acts/groups/group-rules.ts';
import type { Sandbox } from '../sandbox.ts';
import type { MassMessage, MassReceiver, MassTask } from '../world/mass-types.ts';
import type { MassMessageView, MassReceiverView, MassTaskView } from './views-mass.ts';

const receiversShown = 500;

export function presentMassTask(sandbox: Sandbox, message: MassMessage, task: MassTask): MassTaskView {
  const waiting = message.cancelledAt > 0 ? 'cancelled' : 'waiting';
  return {
    msgId: task.msgId,
    userId: task.userId,
    memberName: sandbox.world.member(task.userId)?.name ?? task.userId,
    chatType: message.chatType,
    createdAt: message.createdAt,
    creator: message.creator,
    contents: message.contents,
    allowSelect: message.allowSelect,
    status: task.sentAt > 0 ? 'sent' : waiting,
    sentAt: task.sentAt,
    reminders: message.reminders,
    receiverCount: task.receivers.length,
    receivers: task.receivers.slice(0, receiversShown).map((receiver) => presentReceiver(sandbox, task, receiver)),
  };
}

function presentReceiver(sandbox: Sandbox, task: MassTask, receiver: MassReceiver): MassReceiverView {
  const { world } = sandbox;
  const group = world.groups.get(receiver.id);
  const remark = world.relations.of(task.userId, receiver.id)?.remark;
  const name = group ? groupTitle(sandbox, group) : remark || (world.customers.get(receiver.id)?.name ?? receiver.id);
  return { ...receiver, name, avatar: sandbox.avatarOf(receiver.id) };
}

export function presentMassMessage(sandbox: Sandbox, message: MassMessage): MassMessageView {
  const tasks = [...sandbox.world.massTasks.of(message.msgId)];
  const { msgId, chatType, createdAt, creator, contents, cancelledAt } = message;
  return {
    msgId,
    chatType,
    createdAt,
    creator,
    contents,
    cancelledAt,
    taskCount: tasks.length,
    sentTaskCount: tasks.filter((task) => task.sentAt > 0).length,
    receiverCount: tasks.reduce((sum, task) => sum + task.receivers.length, 0),
  };
}
