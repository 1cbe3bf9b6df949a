/** A page of archived chats: whose, which of them, and at which message. */
export interface ChatsPlace {
  customerId?: string;
  chatId?: string;
  conversationId?: string;
  around?: number;
}

/** Ids and positions only: what was searched for never stands in an address. */
export function chatsHash({ customerId, chatId, conversationId, around }: ChatsPlace): string {
  const params = new URLSearchParams();
  if (customerId) params.set('customer', customerId);
  if (chatId) params.set('group', chatId);
  if (conversationId) params.set('chat', conversationId);
  if (around !== undefined) params.set('around', String(around));
  return `#/chats?${params}`;
}

/** null: not this page. */
export function chatsPlaceOf(hash: string): ChatsPlace | null {
  const query = /^#\/chats\?(.+)$/.exec(hash)?.[1];
  if (!query) return null;
  const params = new URLSearchParams(query);
  const around = Number(params.get('around'));
  return {
    customerId: params.get('customer') ?? undefined,
    chatId: params.get('group') ?? undefined,
    conversationId: params.get('chat') ?? undefined,
    around: around > 0 ? around : undefined,
  };
}
