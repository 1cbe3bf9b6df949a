import { findRows } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { countVisitorsThrough } from '../touch/count-visitors.ts';
import { MassSliceRow } from './entity.ts';

const REPLIES_WITHIN_MS = 48 * 3_600_000;
/** Customers looked at: more would make no share more certain than a third of a percent, and a page must not wait for a million. */
const SAMPLE = 20_000;

/**
 * For each text how many got it and how many of them wrote within 48 hours. Replies are known where chats are archived. By the customer's
 * id, which says nothing about her text.
 */
async function countReplies(
  tx: Tx,
  massMessageId: string,
): Promise<{ variant: number; sent: number; replied: number }[]> {
  const rows = await select<{ variant: number | string; sent: number | string; replied: number | string }>(
    tx,
    `SELECT s.variant, COUNT(*) AS sent, SUM(CASE WHEN (SELECT 1 FROM chat_message m WHERE m.customer_id = s.customer_id
        AND m.sender_kind = 'customer' AND m.sent_at > s.settled_at AND m.sent_at <= s.settled_at + ${REPLIES_WITHIN_MS} LIMIT 1)
        IS NOT NULL THEN 1 ELSE 0 END) AS replied
       FROM (SELECT customer_id, variant, settled_at FROM mass_message_customer
              WHERE mass_message_id = ? AND outcome = 'sent' ORDER BY customer_id LIMIT ${SAMPLE}) s
      GROUP BY s.variant ORDER BY s.variant`,
    [massMessageId],
  );
  return rows.map((row) => ({
    variant: Number(row.variant),
    sent: Number(row.sent),
    replied: Number(row.replied),
  }));
}

export interface TextFigures {
  variant: number;
  sent: number;
  replied: number;
  delivered: number;
  opened: number | null;
}

/** What each text brought. A link is shared by all customers of one rep, so openings are counted by browsers, forwarded ones among them. */
export async function compareTexts(tx: Tx, massMessageId: string): Promise<TextFigures[]> {
  const replies = await countReplies(tx, massMessageId);
  const delivered = new Map(
    (
      await select<{ variant: number | string; times: number | string }>(
        tx,
        `SELECT variant, COUNT(*) AS times FROM mass_message_customer WHERE mass_message_id = ? AND outcome = 'sent' GROUP BY variant`,
        [massMessageId],
      )
    ).map((row) => [Number(row.variant), Number(row.times)]),
  );
  const slices = await findRows(tx, MassSliceRow, { massMessageId });
  const figures: TextFigures[] = [];
  for (const reply of replies) {
    const keys = slices
      .filter(({ variant }) => variant === reply.variant)
      .flatMap(({ linkKeys }) => Object.values(linkKeys ?? {}));
    const opened = keys.length > 0 ? await countVisitorsThrough(tx, keys) : null;
    figures.push({ ...reply, delivered: delivered.get(reply.variant) ?? 0, opened });
  }
  return figures;
}
