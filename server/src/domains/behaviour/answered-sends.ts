import { dialectOf, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { customerStageChanged } from '../customer/events.ts';

const DAY = 86_400_000;
/** What a customer does later than this is no answer any more. */
export const ANSWERS_WITHIN_DAYS = 7;

/**
 * Of every member who sent something since: how many of those customers wrote back on that day or within seven more, or moved to a later
 * stage within seven days. Whoever sent and got nothing stands there with 0. The database counts, along the index by time.
 */
export async function countAnsweredSends(tx: Tx, since: number): Promise<{ userId: string; customers: number }[]> {
  const { lastDay, stage } = dialects[dialectOf(tx)];
  const rows = await select<{ user_id: string; customers: number | string }>(
    tx,
    `SELECT a.user_id, COUNT(DISTINCT a.customer_id) AS customers FROM (
      SELECT s.user_id, NULL AS customer_id FROM content_step s WHERE s.at >= ? AND s.customer_id IS NOT NULL
      UNION
      SELECT s.user_id, s.customer_id FROM content_step s
        JOIN customer_day_count d ON d.customer_id = s.customer_id AND d.kind = 'message_received'
          AND d.day >= s.day AND d.day <= ${lastDay('s.day')}
        WHERE s.at >= ?
      UNION
      SELECT s.user_id, s.customer_id FROM content_step s
        JOIN event e ON e.customer_id = s.customer_id AND e.occurred_at >= s.at AND e.occurred_at <= s.at + ?
        JOIN stage t ON t.id = ${stage('e.payload', 'toStageId')}
        LEFT JOIN stage f ON f.id = ${stage('e.payload', 'fromStageId')}
        WHERE s.at >= ? AND e.type = ? AND (f.id IS NULL OR t.sort > f.sort)
    ) a GROUP BY a.user_id`,
    [since, since, ANSWERS_WITHIN_DAYS * DAY, since, customerStageChanged.name],
  );
  return rows.map((row) => ({ userId: row.user_id, customers: Number(row.customers) }));
}

/** `lastDay`: until when an answer counts, `2026-11-08` as the days beside it. `stage`: an id out of a payload. */
const dialects = {
  sqlite: {
    lastDay: (day: string) => `date(${day}, '+${ANSWERS_WITHIN_DAYS} days')`,
    stage: (payload: string, field: string) => `json_extract(${payload}, '$.${field}')`,
  },
  mysql: {
    lastDay: (day: string) => `DATE_FORMAT(DATE_ADD(${day}, INTERVAL ${ANSWERS_WITHIN_DAYS} DAY), '%Y-%m-%d')`,
    stage: (payload: string, field: string) => `JSON_UNQUOTE(JSON_EXTRACT(${payload}, '$.${field}'))`,
  },
};
