import { compileFilter } from '../../engines/filter/compile.ts';
import type { Place, Sql } from '../../engines/filter/field.ts';
import type { PreparedFilter } from '../../engines/filter/prepare.ts';
import { type Dialect, inList, select, useIndex } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { CustomerQuery } from './list-filter.ts';
import { customerScopeSql, type Condition } from './scope.ts';

/** An index in the order of lists, newest customer first; whatever it does not answer is looked up for each row on the way. */
export interface Walk {
  from: string;
  place: Place;
  addedAt: string;
  conditions: Condition[];
  /** Filters of the query that the walk itself has answered, by identity. */
  answers: ReadonlySet<PreparedFilter | 'scope' | 'phone'>;
}

export function alongCustomers(
  dialect: Dialect,
  index: string | null,
  conditions: Condition[],
  answers: Walk['answers'] = new Set(),
): Walk {
  return {
    from: index ? `customer c ${useIndex(dialect, index)}` : 'customer c',
    place: { id: 'c.id', column: (name) => `c.${name}` },
    addedAt: 'c.first_added_at',
    conditions,
    answers,
  };
}

/** Along a table that carries the customer and her first date; her own row is read by primary key. */
export function alongKeys(
  dialect: Dialect,
  { table, index }: { table: string; index: string },
  conditions: Condition[],
  answers: Walk['answers'] = new Set(),
): Walk {
  return {
    from: `${table} k ${useIndex(dialect, index)}`,
    place: {
      id: 'k.customer_id',
      column: (name) =>
        name === 'first_added_at'
          ? 'k.first_added_at'
          : `(SELECT o.${name} FROM customer o WHERE o.id = k.customer_id)`,
    },
    addedAt: 'k.first_added_at',
    conditions,
    answers,
  };
}

/** Everything the walk has not answered already; the viewer's scope comes last, always. */
export function openConditions(walk: Walk, query: CustomerQuery, scope: DataScope): Sql[] {
  const { answers, place } = walk;
  const conditions = query.filters
    .filter((filter) => !answers.has(filter))
    .map((filter) => compileFilter(filter, place, query.context));
  if (query.phoneHashes && !answers.has('phone'))
    conditions.push({
      sql: `(SELECT 1 FROM customer_phone p WHERE p.customer_id = ${place.id} AND p.phone_hash ${inList(query.phoneHashes)} LIMIT 1) IS NOT NULL`,
      values: query.phoneHashes,
    });
  const scoped = answers.has('scope') ? null : customerScopeSql(scope, place.id);
  return scoped ? [...conditions, scoped] : conditions;
}

/** A row of a walk, by what it is ordered by. */
export interface Key {
  at: number;
  id: string;
}

/** Written so that the first comparison is a plain range of the index on both engines. */
export const afterKey = ({ addedAt, place }: Walk, { at, id }: Key): Sql => ({
  sql: `${addedAt} <= ? AND (${addedAt} < ? OR ${place.id} < ?)`,
  values: [at, at, id],
});

export const upToKey = ({ addedAt, place }: Walk, { at, id }: Key): Sql => ({
  sql: `${addedAt} >= ? AND (${addedAt} > ? OR ${place.id} >= ?)`,
  values: [at, at, id],
});

export const newestFirst = ({ addedAt, place }: Walk) => `ORDER BY ${addedAt} DESC, ${place.id} DESC`;

export function where(conditions: readonly Sql[]): Sql {
  return {
    sql: conditions.length ? ` WHERE ${conditions.map((one) => one.sql).join(' AND ')}` : '',
    values: conditions.flatMap((one) => one.values),
  };
}

/** The last of the next rows of a walk, by its index alone; null when the walk ends before. */
export async function borderAfter(tx: Tx, walk: Walk, after: Key | null, rows: number): Promise<Key | null> {
  const { sql, values } = where([...walk.conditions, ...(after ? [afterKey(walk, after)] : [])]);
  const [row] = await select<{ id: string; added_at: number | string }>(
    tx,
    `SELECT ${walk.place.id} AS id, ${walk.addedAt} AS added_at FROM ${walk.from}${sql} ${newestFirst(walk)} LIMIT 1 OFFSET ${rows - 1}`,
    values,
  );
  return row ? { id: row.id, at: Number(row.added_at) } : null;
}
