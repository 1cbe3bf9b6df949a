import { select, type SqlValue, inList } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { foundBySql } from '../../platform/search-text.ts';
import { type Looking, MINE_WITHIN_MS } from '../material/present.ts';
import type { ScriptRow } from './entity.ts';
import { forViewerSql, getCategory, listCategories, scriptsInOrder } from './store.ts';

export interface ScriptQuery {
  text: string;
  categoryId: string | null;
  whose: 'all' | 'company' | 'mine';
  onlyFavourites: boolean;
  sort: 'order' | 'most_used' | 'mine';
  cursor?: string;
  limit: number;
}

/** By category and place in it: the company's categories first, then one's own; at most 200 categories a level. */
const PLACE = `((CASE WHEN s.owner_user_id IS NULL THEN 0 ELSE 1 END) * 1000000
  + COALESCE(above.sort, c.sort) * 1000 + (CASE WHEN above.id IS NULL THEN 0 ELSE c.sort + 1 END)) * 1000000 + s.sort`;

/** What a list is ordered by; the id decides between equals. */
const orders = {
  order: { by: PLACE, direction: 'ASC' },
  most_used: { by: 's.sent', direction: 'DESC' },
  mine: { by: 'COALESCE(mine.times, 0)', direction: 'DESC' },
} as const;

/** A page of the scripts that the viewer may use. Kept by hand, thousands at most: words are looked for inside their text. */
export async function searchScripts(
  tx: Tx,
  query: ScriptQuery,
  { viewer, now }: Looking,
): Promise<{ scripts: ScriptRow[]; nextCursor: string | null }> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  const { by, direction } = orders[query.sort];
  const joins = [
    'JOIN script_category c ON c.id = s.category_id LEFT JOIN script_category above ON above.id = c.parent_id',
  ];
  if (query.sort === 'mine') {
    joins.push(
      `LEFT JOIN (SELECT script_id, COUNT(*) AS times FROM content_send WHERE user_id = ? AND prepared_at >= ?
        AND status = 'sent' AND script_id IS NOT NULL GROUP BY script_id) mine ON mine.script_id = s.id`,
    );
    values.push(viewer.userId, now - MINE_WITHIN_MS);
  }
  if (query.onlyFavourites) {
    joins.push('JOIN script_favourite f ON f.script_id = s.id AND f.user_id = ?');
    values.push(viewer.userId);
  }
  const allowed = await forViewerSql(tx, viewer);
  where(allowed.sql, ...allowed.values);
  if (query.whose === 'company') where('s.owner_user_id IS NULL');
  if (query.whose === 'mine') where('s.owner_user_id = ?', viewer.userId);
  if (query.categoryId !== null) {
    const { id } = await getCategory(tx, viewer, query.categoryId);
    const below = (await listCategories(tx, viewer)).filter((one) => one.parentId === id);
    const ids = [id, ...below.map((one) => one.id)];
    where(`s.category_id ${inList(ids)}`, ...ids);
  }
  const found = foundBySql('s.search_text', query.text);
  where(found.sql, ...found.values);
  if (query.cursor) {
    const [at, id] = decodeCursor(query.cursor, ['number', 'string']);
    const beyond = direction === 'DESC' ? '<' : '>';
    where(`(${by} ${beyond} ? OR (${by} = ? AND s.id ${beyond} ?))`, at, at, id);
  }
  const rows = await select<{ id: string; place: string | number }>(
    tx,
    `SELECT s.id, ${by} AS place FROM script s ${joins.join(' ')} WHERE ${conditions.join(' AND ')}
      ORDER BY ${by} ${direction}, s.id ${direction} LIMIT ${query.limit + 1}`,
    values,
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    scripts: await scriptsInOrder(
      tx,
      shown.map((row) => row.id),
    ),
    nextCursor: rows.length > query.limit && last ? encodeCursor([Number(last.place), last.id]) : null,
  };
}
