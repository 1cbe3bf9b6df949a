import type { ChatSearchHit } from '@zhike/shared/contracts/chat';

/**
 * One address for the list, a chat and a place in it: the page stays, and with it the list and what was searched for. Ids and
 * positions only; a searched text never stands in an address.
 */
export function chatSearch(place: { chat: string; around?: number }): string {
  const params = new URLSearchParams({ chat: place.chat });
  if (place.around) params.set('around', String(place.around));
  return `?${params}`;
}

export const chatPath = (place: { chat: string; around?: number | null }) => `/chats${chatSearch(place)}`;

export const hrefOfHit = ({ conversation, message }: ChatSearchHit) =>
  `#${chatPath({ chat: conversation.id, around: message.position })}`;
