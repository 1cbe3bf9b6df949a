import * as contracts from '@zhike/shared/contracts/audit';
import type { Dependencies } from '../../dependencies.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { type AuditListRow, listAudit } from '../audit/store.ts';
import { CustomerRow } from '../customer/entity.ts';
import { remarksFor } from '../customer/remarks.ts';

type CustomerOfEntry = contracts.AuditEntryView['customer'];

export function auditRoutes(routers: Routers, { db }: Pick<Dependencies, 'db'>): void {
  routers.member.handle(contracts.listAuditLog, async ({ viewer, query: { cursor, limit, ...filter } }) => {
    const [at, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [];
    const after = at !== undefined && id !== undefined ? { at, id } : null;
    const rows = await listAudit(db.read, filter, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const customers = await customersOf(db.read, shown, viewer);
    return {
      items: shown.map((row) => presentEntry(row, customers.get(row.id) ?? null)),
      nextCursor: last ? encodeCursor([Number(last.at), last.id]) : null,
    };
  });
}

function presentEntry(row: AuditListRow, customer: CustomerOfEntry): contracts.AuditEntryView {
  const values = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));
  return {
    id: row.id,
    at: Number(row.at),
    actor: row.actor_user_id ? { userId: row.actor_user_id, name: row.actor_name ?? row.actor_user_id } : null,
    actorKind: row.actor_kind,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    customer,
    before: values(row.before_values),
    after: values(row.after_values),
  };
}

/** By entry, the customer whom it or its task is about. Named from her rows, so that who is erased there is erased here. */
async function customersOf(
  tx: Tx,
  entries: AuditListRow[],
  viewer: { userId: string },
): Promise<Map<string, CustomerOfEntry>> {
  const subjects = (kind: string) => entries.filter((entry) => entry.subject_kind === kind);
  const customerIdOf = new Map(subjects('customer').map((entry) => [entry.id, entry.subject_id]));
  const tasks = subjects('task');
  if (tasks.length > 0) {
    const rows = await select<{ id: string; customer_id: string | null }>(
      tx,
      `SELECT id, customer_id FROM task WHERE id ${inList(tasks)}`,
      tasks.map((entry) => entry.subject_id),
    );
    for (const entry of tasks) {
      const customerId = rows.find((row) => row.id === entry.subject_id)?.customer_id;
      if (customerId) customerIdOf.set(entry.id, customerId);
    }
  }
  const ids = [...new Set(customerIdOf.values())];
  if (ids.length === 0) return new Map();
  const customers = await tx.createQueryBuilder(CustomerRow, 'c').where('c.id IN (:...ids)', { ids }).getMany();
  const remarks = await remarksFor(tx, customers, viewer);
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  return new Map(
    [...customerIdOf].map(([entryId, id]) => [
      entryId,
      { id, name: names.get(id) ?? null, remark: remarks.get(id) ?? null },
    ]),
  );
}
