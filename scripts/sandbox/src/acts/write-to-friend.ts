import { sayContent } from '../control/say-content.ts';
import type { ChatContent } from '../control/views.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Customer, FriendMessage } from '../world/types.ts';
import { ActError } from './act-error.ts';

const lineLength = 40;

/** One WeChat user writes to another, or forwards something. No callback: WeCom knows nothing of it. */
export function writeToFriend(sandbox: Sandbox, from: Customer, to: Customer, content: ChatContent): FriendMessage {
  if (from.externalUserId === to.externalUserId) throw new ActError('invalid', '不能发给自己', 'otherId');
  const { world, clock, live } = sandbox;
  const seq = world.next('chat_message');
  const message = world.friendChats.put({
    id: `chat${seq}`,
    seq,
    at: clock.now(),
    from: from.externalUserId,
    to: to.externalUserId,
    content,
  });
  const line = sayContent(content);
  live.tell({
    kind: 'friend-chat',
    message,
    text: `微信:${from.name} → ${to.name}:${line.length > lineLength ? `${line.slice(0, lineLength)}…` : line}`,
  });
  return message;
}
