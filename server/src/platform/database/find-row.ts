import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import { forUpdate, select, type SqlValue } from './sql.ts';
import type { Tx } from './tx.ts';

interface Plan {
  sql: string;
  columns: { name: string; property: string; read(value: unknown): unknown }[];
}

const plans = new WeakMap<EntityMetadata, Map<string, Plan>>();

/**
 * Rows of one table by equality, as entities. What scenarios do all day: it spares the query builder, because the SQL is
 * made once per table and set of columns. `lock`: until commit. For anything but equality use `find` or hand-written SQL.
 */
export async function findRows<Row extends ObjectLiteral>(
  tx: Tx,
  entity: new () => Row,
  where: Partial<Row>,
  options: { lock?: boolean } = {},
): Promise<Row[]> {
  const metadata = tx.dataSource.getMetadata(entity);
  const properties = Object.keys(where);
  const plan = planFor(metadata, properties);
  const values = properties.map((property) => {
    const value = where[property] as SqlValue | undefined;
    // `= NULL` matches nothing and `undefined` is a forgotten argument: both are faults of the caller.
    if (value === undefined || value === null) throw new Error(`${metadata.tableName}.${property} must have a value`);
    return value;
  });
  const rows = await select<Record<string, unknown>>(tx, options.lock ? plan.sql + forUpdate(tx) : plan.sql, values);
  return rows.map((row) => {
    const found = new entity() as Record<string, unknown>;
    for (const { name, property, read } of plan.columns) found[property] = read(row[name]);
    return found as Row;
  });
}

export async function findRow<Row extends ObjectLiteral>(
  tx: Tx,
  entity: new () => Row,
  where: Partial<Row>,
  options: { lock?: boolean } = {},
): Promise<Row | null> {
  return (await findRows(tx, entity, where, options))[0] ?? null;
}

/** For a row that must be there: one that this very transaction has written or locked. */
export async function getRow<Row extends ObjectLiteral>(
  tx: Tx,
  entity: new () => Row,
  where: Partial<Row>,
  options: { lock?: boolean } = {},
): Promise<Row> {
  const row = await findRow(tx, entity, where, options);
  if (!row) throw new Error(`${entity.name} is gone`);
  return row;
}

function planFor(metadata: EntityMetadata, properties: string[]): Plan {
  const known = plans.get(metadata) ?? new Map<string, Plan>();
  plans.set(metadata, known);
  const key = properties.join(',');
  const plan = known.get(key) ?? makePlan(metadata, properties);
  known.set(key, plan);
  return plan;
}

function makePlan(metadata: EntityMetadata, properties: string[]): Plan {
  const nameOf = (property: string) => {
    const column = metadata.findColumnWithPropertyName(property);
    if (!column) throw new Error(`${metadata.tableName} has no ${property}`);
    return column.databaseName;
  };
  const columns = metadata.columns.map((column) => {
    const transformer = Array.isArray(column.transformer) ? undefined : column.transformer;
    return {
      name: column.databaseName,
      property: column.propertyName,
      read: (value: unknown) => (transformer ? (transformer.from(value) as unknown) : value),
    };
  });
  const conditions = properties.map((property) => `\`${nameOf(property)}\` = ?`).join(' AND ');
  return {
    sql: `SELECT ${columns.map(({ name }) => `\`${name}\``).join(', ')} FROM \`${metadata.tableName}\` WHERE ${conditions}`,
    columns,
  };
}
