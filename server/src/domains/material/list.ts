import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import type { MaterialSort } from '@zhike/shared/contracts/material';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { NotAllowed } from '../../platform/errors.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { foundBySql } from '../../platform/search-text.ts';
import type { MaterialRow } from './entity.ts';
import { folderWithSubs } from './folders.ts';
import { type Looking, MINE_WITHIN_MS } from './present.ts';
import { READY_SQL } from './rules.ts';
import { forViewerSql, materialsInOrder } from './store.ts';

export interface MaterialQuery {
  text: string;
  kinds: MaterialKind[];
  folderId: string | null;
  onlyFavourites: boolean;
  states: 'usable' | 'all' | 'retired';
  sort: MaterialSort;
  cursor?: string;
  limit: number;
}

/** What a list is ordered by; the id decides between equals. */
const orders = {
  newest: { by: 'm.updated_at', kind: 'number', direction: 'DESC' },
  most_used: { by: 'm.sent', kind: 'number', direction: 'DESC' },
  mine: { by: 'COALESCE(mine.times, 0)', kind: 'number', direction: 'DESC' },
  title: { by: 'm.title', kind: 'string', direction: 'ASC' },
} as const satisfies Record<MaterialSort, { by: string; kind: 'number' | 'string'; direction: 'ASC' | 'DESC' }>;

/**
 * A page of the library. The library is kept by hand and has hundreds of entries, not millions: words are looked for inside their text.
 */
export async function searchMaterials(
  tx: Tx,
  query: MaterialQuery,
  { viewer, today, now }: Looking,
): Promise<{ materials: MaterialRow[]; nextCursor: string | null }> {
  if (query.states !== 'usable' && viewer.role === 'rep') throw new NotAllowed();
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  const order = orders[query.sort];
  const joins: string[] = [];
  if (query.sort === 'mine') {
    joins.push(
      `LEFT JOIN (SELECT material_id, COUNT(*) AS times FROM content_send WHERE user_id = ? AND prepared_at >= ?
        AND status = 'sent' AND material_id IS NOT NULL GROUP BY material_id) mine ON mine.material_id = m.id`,
    );
    values.push(viewer.userId, now - MINE_WITHIN_MS);
  }
  if (query.onlyFavourites) {
    joins.push('JOIN material_favourite f ON f.material_id = m.id AND f.user_id = ?');
    values.push(viewer.userId);
  }
  if (query.states === 'usable') where(READY_SQL, today, today);
  else where('m.is_retired = ?', query.states === 'retired' ? 1 : 0);
  if (query.kinds.length > 0) where(`m.kind ${inList(query.kinds)}`, ...query.kinds);
  if (query.folderId !== null) {
    const folders = await folderWithSubs(tx, query.folderId);
    where(`m.folder_id ${inList(folders)}`, ...folders);
  }
  const found = foundBySql('m.search_text', query.text);
  where(found.sql, ...found.values);
  if (query.cursor) {
    const [at, id] = decodeCursor(query.cursor, [order.kind, 'string']);
    const beyond = order.direction === 'DESC' ? '<' : '>';
    where(`(${order.by} ${beyond} ? OR (${order.by} = ? AND m.id ${beyond} ?))`, at, at, id);
  }
  const allowed = await forViewerSql(tx, viewer);
  if (allowed) where(allowed.sql, ...allowed.values);
  const rows = await select<{ id: string; place: string | number }>(
    tx,
    `SELECT m.id, ${order.by} AS place FROM material m ${joins.join(' ')} WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.by} ${order.direction}, m.id ${order.direction} LIMIT ${query.limit + 1}`,
    values,
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const place = last && (order.kind === 'number' ? Number(last.place) : String(last.place));
  return {
    materials: await materialsInOrder(
      tx,
      shown.map((row) => row.id),
    ),
    nextCursor: rows.length > query.limit && last ? encodeCursor([place!, last.id]) : null,
  };
}
