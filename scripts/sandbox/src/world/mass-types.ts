/** Mass messages (企业群发) as the sandbox remembers them. Plain values. Moments in ms of the sandbox clock unless it says otherwise. */
import type { ChatContent } from '../control/views.ts';

/** What several members are asked to send (doc 92135), or what one of them made herself. */
export interface MassMessage {
  msgId: string;
  /** Creation order: the cursor of every list. */
  seq: number;
  chatType: 'single' | 'group';
  createdAt: number;
  /** userid of whoever made it in the client; empty for the API. */
  creator: string;
  text: string;
  /** As they were sent, for the list. */
  attachments: Record<string, unknown>[];
  /** What arrives, in order. */
  contents: ChatContent[];
  /** The member may leave out some of them. */
  allowSelect: boolean;
  /** 0 = it was not. */
  cancelledAt: number;
  /** When members were reminded through the API. */
  reminders: number[];
  /** Machine clock: until then WeCom is dispatching it (41063). */
  dispatchedAt: number;
}

/** doc 93338: 0 not sent, 1 sent, 2 not a friend, 3 limit reached by other mass messages. */
export type MassStatus = 0 | 1 | 2 | 3;

export interface MassReceiver {
  /** external_userid or chat_id. */
  id: string;
  status: MassStatus;
  sentAt: number;
}

/** One member's part of a mass message, which she confirms or leaves. */
export interface MassTask {
  msgId: string;
  seq: number;
  userId: string;
  /** 0 = not yet. */
  sentAt: number;
  receivers: MassReceiver[];
}

/** When a customer or a group received mass messages. */
export interface MassReceipts {
  id: string;
  at: number[];
}

export const massTaskKey = (msgId: string, userId: string): string => `${msgId}\n${userId.toLowerCase()}`;
