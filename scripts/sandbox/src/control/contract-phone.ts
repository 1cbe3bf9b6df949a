/** What WeChat users do among themselves, in the control API; see contract.ts for how it reads. Ids are external_userids. */
import type { ChatContent, FriendChatView, FriendMessageView } from './views.ts';

export interface PhoneEndpoints {
  /** Whom a customer writes with in WeChat, the latest talk first. */
  'GET /control/customers/:externalUserId/friend-chats': { response: { items: FriendChatView[] } };
  /** Oldest first; the newest 200. */
  'GET /control/customers/:externalUserId/friend-chats/:otherId/messages': {
    response: { items: FriendMessageView[] };
  };
  /** She writes, or forwards a link. Text may be given as `text` for short. */
  'POST /control/customers/:externalUserId/friend-chats/:otherId/messages': {
    body: { text?: string; content?: ChatContent };
    response: FriendMessageView;
  };
}
