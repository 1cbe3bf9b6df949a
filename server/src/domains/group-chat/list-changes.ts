import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { GroupChangeRow } from './entity.ts';

/** What changed about a group itself, newest first. */
export async function listGroupChanges(
  tx: Tx,
  chatId: string,
  page: { cursor?: string; limit: number },
): Promise<{ changes: GroupChangeRow[]; nextCursor: string | null }> {
  const query = tx
    .createQueryBuilder(GroupChangeRow, 'c')
    .where('c.chatId = :chatId', { chatId })
    .orderBy('c.id', 'DESC')
    .limit(page.limit + 1);
  if (page.cursor) query.andWhere('c.id < :after', { after: decodeCursor(page.cursor, ['string'])[0] });
  const rows = await query.getMany();
  const changes = rows.slice(0, page.limit);
  return { changes, nextCursor: rows.length > page.limit ? encodeCursor([changes.at(-1)!.id]) : null };
}
