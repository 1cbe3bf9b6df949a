import { sayContent } from '../../src/control/say-content.ts';
import type { ChatMessageView } from '../../src/control/views.ts';

/** The one line a conversation list shows of its last message. */
export const previewOf = (message: ChatMessageView | null): string => {
  if (!message) return '';
  return message.recalled ? '撤回了一条消息' : sayContent(message.content);
};
