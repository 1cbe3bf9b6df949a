import type { ChatTarget as SentTarget } from '@zhike/shared/contracts/chat-target';
import type { OpenChat } from '../../shared/wecom/client.ts';

/** The chat that is meant: of a customer, or a group. */
export type ChatTarget =
  | { customerId: string; externalUserId: string | null; chatId?: undefined }
  | { chatId: string; customerId?: undefined };

export const targetKey = ({ customerId, chatId }: ChatTarget) => customerId ?? chatId ?? '';

/** As our server calls it. */
export const toServer = ({ customerId, chatId }: ChatTarget): SentTarget => (customerId ? { customerId } : { chatId });

/** As the client calls it; a customer of whom it knows nothing has no chat. */
export const toClient = (to: ChatTarget): OpenChat =>
  to.customerId === undefined
    ? { where: 'group_chat', chatId: to.chatId }
    : { where: 'single_chat', externalUserId: to.externalUserId ?? '' };
