import type { GroupJoinRulesRow } from '@zhike/shared/contracts/group-joining';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { GroupJoinSettingRow } from './entity.ts';
import { rulesOf } from './join-settings.ts';
import { groupScopeSql } from './scope.ts';
import { groupNames } from './store.ts';

const MARKS = 100;

/** Everything set for codes, or for the groups in scope, in the order of their ids. */
export async function listJoinRules(
  tx: Tx,
  kind: 'chat' | 'state',
  scope: DataScope,
  page: { cursor?: string; limit: number },
): Promise<{ items: GroupJoinRulesRow[]; nextCursor: string | null }> {
  const query = tx
    .createQueryBuilder(GroupJoinSettingRow, 's')
    .where('s.kind = :kind', { kind })
    .orderBy('s.subject', 'ASC')
    .limit(page.limit + 1);
  if (page.cursor) query.andWhere('s.subject > :after', { after: decodeCursor(page.cursor, ['string'])[0] });
  const visible = kind === 'chat' ? groupScopeSql(scope, 's.subject') : null;
  if (visible) {
    const named = visible.values.map((value, index) => [`scope${index}`, value] as const);
    let next = 0;
    query.andWhere(
      visible.sql.replaceAll('?', () => `:${named[next++]![0]}`),
      Object.fromEntries(named),
    );
  }
  const rows = await query.getMany();
  const shown = rows.slice(0, page.limit);
  const subjects = shown.map((row) => row.subject);
  const names = kind === 'chat' ? await groupNames(tx, subjects) : new Map<string, string>();
  return {
    items: shown.map((row) => ({
      kind,
      subject: row.subject,
      name: names.get(row.subject) ?? row.subject,
      rules: rulesOf(row),
      updatedAt: row.updatedAt,
    })),
    nextCursor: rows.length > page.limit ? encodeCursor([subjects.at(-1)!]) : null,
  };
}

/** Marks somebody has joined by: one seek of the index for each, however many people joined. */
export async function listJoinMarks(tx: Tx): Promise<string[]> {
  const marks: string[] = [];
  while (marks.length < MARKS) {
    const [row] = await select<{ state: string | null }>(
      tx,
      'SELECT MIN(state) AS state FROM group_member WHERE state > ?',
      [marks.at(-1) ?? ''],
    );
    if (!row?.state) break;
    marks.push(row.state);
  }
  return marks;
}
