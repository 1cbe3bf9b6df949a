import { randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Customer, Member } from '../world/types.ts';
import { addChatMessage } from './chat.ts';

/**
 * A welcome code for a new friendship, or '' where doc 92130 says the event carries none: the console has a welcome for this
 * member (then WeCom itself sends it), the customer is another corp's WeCom user. That the two are chatting already, or were
 * welcomed with the code of the half-added event, the caller knows.
 */
export function issueWelcomeCode(sandbox: Sandbox, member: Member, customer: Customer): string {
  const { world, clock, limits } = sandbox;
  if (customer.type === 2) return '';
  if (member.consoleWelcome) {
    const { userId } = member;
    const { externalUserId } = customer;
    addChatMessage(sandbox, {
      userId,
      externalUserId,
      from: 'member',
      via: 'console_welcome',
      content: { kind: 'text', text: member.consoleWelcome },
    });
    return '';
  }
  const now = clock.now();
  // Too old and unknown are the same to the API (41050), so old ones need not be kept.
  if (world.welcomeCodes.size > 2_000) {
    for (const old of world.welcomeCodes.filter((code) => now - code.issuedAt > limits.welcomeCodeSeconds * 1_000))
      world.welcomeCodes.delete(old.code);
  }
  const code = randomText(43);
  world.welcomeCodes.put({
    code,
    userId: member.userId,
    externalUserId: customer.externalUserId,
    issuedAt: now,
    state: 'open',
  });
  return code;
}

/** Whether the pair was welcomed, or began to chat, since `since` (ms): then no new code is given. */
export function isWelcomed(sandbox: Sandbox, userId: string, externalUserId: string, since: number): boolean {
  const newest = sandbox.world.chats.chat(userId, externalUserId)?.messages.newestFirst() ?? [];
  for (const message of newest) {
    if (message.at < since) return false;
    if (message.via !== 'notice') return true;
  }
  return false;
}
