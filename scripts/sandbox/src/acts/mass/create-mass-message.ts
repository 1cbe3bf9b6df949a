import type { ChatContent } from '../../control/views.ts';
import { newMessageId } from '../../ids.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { MassMessage } from '../../world/mass-types.ts';

interface NewMassMessage {
  chatType: MassMessage['chatType'];
  /** Empty for the API. */
  creator: string;
  text: string;
  attachments: Record<string, unknown>[];
  /** Without the text. */
  contents: ChatContent[];
  allowSelect: boolean;
  /** Whom each member shall send it to. */
  receivers: ReadonlyMap<string, string[]>;
}

/** Nothing is sent yet: every member gets a task that waits for her in the mass-message assistant (群发助手). */
export function createMassMessage(sandbox: Sandbox, made: NewMassMessage): MassMessage {
  const { world, clock, settings, live } = sandbox;
  const { receivers, contents, ...rest } = made;
  const message = world.massMessages.put({
    ...rest,
    msgId: newMessageId(),
    seq: world.next('mass_message'),
    createdAt: clock.now(),
    contents: [...(made.text ? [{ kind: 'text' as const, text: made.text }] : []), ...contents],
    cancelledAt: 0,
    reminders: [],
    dispatchedAt: Date.now() + (made.creator ? 0 : settings.massDispatchMs),
  });
  for (const [userId, ids] of receivers) {
    world.massTasks.put({
      msgId: message.msgId,
      seq: world.next('mass_task'),
      userId,
      sentAt: 0,
      receivers: ids.map((id) => ({ id, status: 0, sentAt: 0 })),
    });
  }
  const [first = ''] = receivers.keys();
  const who = `${world.member(first)?.name ?? first}${receivers.size > 1 ? ` 等 ${receivers.size} 人` : ''}`;
  live.tell({
    kind: 'mass-message',
    msgId: message.msgId,
    userId: '',
    change: 'created',
    text: `群发任务等待 ${who} 确认`,
  });
  return message;
}
