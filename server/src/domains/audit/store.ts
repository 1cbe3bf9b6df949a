import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

export interface AuditFilter {
  actorUserId?: string;
  action?: string;
  subjectKind?: string;
  subjectId?: string;
  /** Epoch ms, inclusive. */
  from?: number;
  /** Epoch ms, exclusive. */
  to?: number;
}

export interface AuditListRow {
  id: string;
  at: number | string;
  actor_kind: 'member' | 'system' | 'open_api';
  actor_user_id: string | null;
  actor_name: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  subject_name: string | null;
  before_values: string | null;
  after_values: string | null;
}

/** Newest first. Every filter leads an index that goes on with `at` and `id`, so a page is one range read of the narrowest. */
export async function listAudit(
  tx: Tx,
  filter: AuditFilter,
  page: { after: { at: number; id: string } | null; limit: number },
): Promise<AuditListRow[]> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, value: SqlValue | undefined) => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  add('a.actor_user_id = ?', filter.actorUserId);
  add('a.action = ?', filter.action);
  add('a.subject_kind = ?', filter.subjectKind);
  add('a.subject_id = ?', filter.subjectId);
  add('a.`at` >= ?', filter.from);
  add('a.`at` < ?', filter.to);
  if (page.after) {
    // Written so that the first comparison is a plain range of the index on both engines.
    conditions.push('a.`at` <= ? AND (a.`at` < ? OR a.id < ?)');
    values.push(page.after.at, page.after.at, page.after.id);
  }
  return select<AuditListRow>(
    tx,
    `SELECT a.id, a.\`at\`, a.actor_kind, a.actor_user_id, m.name AS actor_name, a.action, a.subject_kind, a.subject_id, s.name AS subject_name, a.before_values, a.after_values
     FROM audit_log a LEFT JOIN member m ON m.user_id = a.actor_user_id LEFT JOIN member s ON a.subject_kind = 'member' AND s.user_id = a.subject_id
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY a.\`at\` DESC, a.id DESC LIMIT ?`,
    [...values, page.limit],
  );
}
