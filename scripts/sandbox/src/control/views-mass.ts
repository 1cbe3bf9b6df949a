/** What the control API shows of mass messages. Types only, like views.ts. */
import type { ChatContent } from './views.ts';

/** One member's part of a mass message, as the mass-message assistant (群发助手) shows it to her. */
export interface MassTaskView {
  msgId: string;
  userId: string;
  memberName: string;
  chatType: 'single' | 'group';
  createdAt: number;
  /** userid of whoever made it in the client; empty = the company, through the API. */
  creator: string;
  contents: ChatContent[];
  /** She may leave out some of the receivers. */
  allowSelect: boolean;
  status: 'waiting' | 'sent' | 'cancelled';
  sentAt: number;
  /** When the API reminded her. */
  reminders: number[];
  receiverCount: number;
  /** The first 500. */
  receivers: MassReceiverView[];
}

export interface MassReceiverView {
  /** external_userid or chat_id. */
  id: string;
  name: string;
  avatar: string;
  /** 0 not sent, 1 sent, 2 not a friend, 3 limit reached by other mass messages (doc 93338). */
  status: 0 | 1 | 2 | 3;
  sentAt: number;
}

/** A mass message with how far its members are. */
export interface MassMessageView {
  msgId: string;
  chatType: 'single' | 'group';
  createdAt: number;
  creator: string;
  contents: ChatContent[];
  cancelledAt: number;
  taskCount: number;
  sentTaskCount: number;
  receiverCount: number;
}
