import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { audit } from '../audit/audit.ts';

/** Why somebody whom WeCom knows may not come in. */
export type SignInRefusal = 'outsider' | 'out_of_range' | 'not_active';

const AGAIN_AFTER_MS = 3_600_000;

/**
 * Somebody was refused. Noted once an hour for a member, and once an hour for all who are none together: whoever keeps trying fills
 * no table. A code that WeCom does not know says nothing about anybody and is not noted.
 */
export async function auditRefusal(
  tx: Tx,
  { reason, userId, now }: { reason: SignInRefusal; userId: string | null; now: number },
): Promise<void> {
  const subject = userId === null ? { kind: 'outsider', id: 'anybody' } : { kind: 'member', id: userId };
  const [noted] = await select(
    tx,
    "SELECT id FROM audit_log WHERE subject_id = ? AND `at` > ? AND subject_kind = ? AND action = 'session.refuse' LIMIT 1",
    [subject.id, now - AGAIN_AFTER_MS, subject.kind],
  );
  if (!noted) await audit(tx, null, { action: 'session.refuse', subject, after: { reason } });
}
