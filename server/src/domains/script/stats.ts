import type { ScriptStats } from '@zhike/shared/contracts/script';
import { addDays } from '@zhike/shared/formulas/calendar';
import { instantOf } from '../../platform/business-time.ts';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { memberScopeSql } from '../corp/member-scope.ts';
import { scriptTitles } from './store.ts';

const MOST_ROWS = 50;

/** Which scripts were sent most between two business days (both inclusive), and who sends them; members in the viewer's scope. */
export async function readScriptStats(
  tx: Tx,
  viewer: MemberViewer,
  { from, to }: { from: string; to: string },
  timeZone: string,
): Promise<ScriptStats> {
  const scope = memberScopeSql(viewer.scope, 'st.user_id');
  const where = `st.item_kind = 'script' AND st.at >= ? AND st.at < ?${scope ? ` AND ${scope.sql}` : ''}`;
  const end = instantOf(addDays(to, 1), 0, timeZone);
  const values: SqlValue[] = [instantOf(from, 0, timeZone), end, ...(scope?.values ?? [])];
  const count = (by: string) =>
    select<{ id: string; sent: number | string; customers: number | string; others: number | string }>(
      tx,
      `SELECT st.${by} AS id, COUNT(*) AS sent, COUNT(DISTINCT st.customer_id) AS customers,
          COUNT(DISTINCT st.${by === 'item_id' ? 'user_id' : 'item_id'}) AS others
        FROM content_step st WHERE ${where} GROUP BY st.${by} ORDER BY sent DESC, id LIMIT ${MOST_ROWS}`,
      values,
    );
  const [total] = await select<{ sent: number | string }>(
    tx,
    `SELECT COUNT(*) AS sent FROM content_step st WHERE ${where}`,
    values,
  );
  const scripts = await count('item_id');
  const members = await count('user_id');
  const titles = await scriptTitles(
    tx,
    scripts.map(({ id }) => id),
  );
  const names = await memberCards(
    tx,
    members.map(({ id }) => id),
  );
  return {
    from,
    to,
    sent: Number(total?.sent ?? 0),
    byScript: scripts.map((row) => ({
      id: row.id,
      title: titles.get(row.id) ?? '已删除的话术',
      sent: Number(row.sent),
      customers: Number(row.customers),
      members: Number(row.others),
    })),
    byMember: members.map((row) => ({
      userId: row.id,
      name: names.get(row.id)?.name ?? row.id,
      sent: Number(row.sent),
      customers: Number(row.customers),
      scripts: Number(row.others),
    })),
  };
}
