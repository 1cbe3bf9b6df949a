import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

export interface OwnWalk {
  /** A table with `user_id`, `customer_id`, `id` and a moment, and an index of each with the moment. */
  table: string;
  alias: string;
  /** Its moment. */
  at: string;
  key: string;
  /** What is asked for, the viewer's scope last. */
  conditions: readonly string[];
  values: readonly SqlValue[];
  limit: number;
  /** Rows of groups as well: it has a `chat_id`, and an index on it. */
  hasGroups?: boolean;
}

/**
 * The newest rows that concern few members: by themselves, with their customers, in their groups. Each is found along an index, so a rep
 * with ten rows among a million reads her ten. It only finds them: what may be seen is still said by the scope among the conditions.
 */
export async function walkOwn(
  tx: Tx,
  userIds: readonly string[],
  { table, alias, at, key, conditions, values, limit, hasGroups = false }: OwnWalk,
): Promise<{ key: string; at: number; id: string }[]> {
  const columns = `${alias}.${key} AS \`key\`, ${alias}.${at} AS \`at\`, ${alias}.id AS id`;
  const asked = conditions.length > 0 ? ` AND ${conditions.join(' AND ')}` : '';
  const order = `ORDER BY ${alias}.${at} DESC, ${alias}.id DESC LIMIT ${limit}`;
  const through = (link: string, column: string) =>
    `SELECT DISTINCT ${columns} FROM ${link} own JOIN ${table} ${alias} ON ${alias}.${column} = own.${column}
      WHERE own.user_id ${inList(userIds)}${asked} ${order}`;
  const branches = [
    ...userIds.map(() => `SELECT ${columns} FROM ${table} ${alias} WHERE ${alias}.user_id = ?${asked} ${order}`),
    through('customer_viewer', 'customer_id'),
    ...(hasGroups ? [through('group_viewer', 'chat_id')] : []),
  ];
  const given = [
    ...userIds.flatMap((userId) => [userId, ...values]),
    ...Array.from({ length: hasGroups ? 2 : 1 }, () => [...userIds, ...values]).flat(),
  ];
  const rows = await select<{ key: string; at: number | string; id: string }>(
    tx,
    `SELECT \`key\`, \`at\`, id FROM (${branches.map((branch, index) => `SELECT * FROM (${branch}) b${index}`).join(' UNION ')}) found
      ORDER BY \`at\` DESC, id DESC LIMIT ${limit}`,
    given,
  );
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}
