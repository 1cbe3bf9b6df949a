import type { ChatSearchHit } from '@zhike/shared/contracts/chat';
import type { MessagePlace } from '@zhike/shared/contracts/common';

/**
 * One page for the list, a chat and a place in it: it stays when a chat is opened, and with it the list and what was searched for.
 * Ids and positions only; a searched text never stands in an address.
 */
export function chatPath({ chat, around }: { chat: string; around?: number }): string {
  const params = new URLSearchParams({ chat });
  if (around !== undefined) params.set('around', String(around));
  return `/chats?${params}`;
}

export const messagePath = ({ conversationId, position }: MessagePlace) =>
  chatPath({ chat: conversationId, around: position });

export const hrefOfHit = ({ conversation, message }: ChatSearchHit) =>
  `#${chatPath({ chat: conversation.id, around: message.position })}`;
