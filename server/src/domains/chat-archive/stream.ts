import type { Tx } from '../../platform/database/tx.ts';
import type { ConversationKind, SenderKind } from './entity.ts';

/** A message as rules, counts and quality checks see it. */
export interface StreamedMessage {
  /** Ascending in the order of arrival in our books, without a later one ever becoming visible before an earlier one. */
  position: number;
  msgId: string;
  conversationId: string;
  conversationKind: ConversationKind;
  /** The customer group, if any. */
  chatId: string | null;
  /** The member of a single chat. */
  userId: string | null;
  /** Whom it concerns: the customer of a single chat, in a group the customer who said it; null while unknown. */
  customerId: string | null;
  from: { kind: SenderKind; id: string };
  /** Epoch ms. */
  sentAt: number;
  /** `msgtype` of WeCom, see wecom-callbacks 3.8. */
  type: string;
  /** What can be read and searched; '' where there is nothing of the kind. */
  text: string;
  isRevoked: boolean;
}

/** The next messages after a position, ascending: what bulk consumers walk along. */
export type ReadMessages = (tx: Tx, after: number, limit: number) => Promise<StreamedMessage[]>;
