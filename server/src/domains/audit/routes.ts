import * as contracts from '@zhike/shared/contracts/audit';
import type { Dependencies } from '../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { type AuditListRow, listAudit } from './store.ts';

export function auditRoutes(routers: Routers, { db }: Pick<Dependencies, 'db'>): void {
  routers.member.handle(contracts.listAuditLog, async ({ query: { cursor, limit, ...filter } }) => {
    const [at, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [];
    const after = at !== undefined && id !== undefined ? { at, id } : null;
    const rows = await listAudit(db.read, filter, { after, limit: limit + 1 });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(presentEntry),
      nextCursor: last ? encodeCursor([Number(last.at), last.id]) : null,
    };
  });
}

function presentEntry(row: AuditListRow): contracts.AuditEntryView {
  const values = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));
  return {
    id: row.id,
    at: Number(row.at),
    actor: row.actor_user_id ? { userId: row.actor_user_id, name: row.actor_name ?? row.actor_user_id } : null,
    actorKind: row.actor_kind,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    before: values(row.before_values),
    after: values(row.after_values),
  };
}
