import type { Delivery } from '../../platform/delivery/delivery.ts';
import { newId } from '../../platform/id.ts';
import { insertRows } from '../../platform/database/sql.ts';
import { txContext, type Tx } from '../../platform/database/tx.ts';

/** Who did it: a signed-in member, a holder of the open API's key, or the program itself (`null`). */
export type AuditActor = { userId: string } | 'open_api' | null;

export interface AuditedChange {
  /** `noun.verb`, e.g. `tag.rename`. */
  action: string;
  subject: { kind: string; id: string };
  /** Only the fields that changed; never a phone number, a real name or chat text. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Writes down a change made by a person, in the transaction of the change. */
export async function audit(
  tx: Tx,
  actor: AuditActor,
  { action, subject, before, after }: AuditedChange,
): Promise<void> {
  const { clock } = txContext(tx).delivery as Delivery;
  const isMember = actor !== null && typeof actor === 'object';
  await insertRows(tx, 'audit_log', [
    {
      id: newId(clock.machineNow()),
      at: clock.now(),
      actor_kind: isMember ? 'member' : (actor ?? 'system'),
      actor_user_id: isMember ? actor.userId : null,
      action,
      subject_kind: subject.kind,
      subject_id: subject.id,
      before_values: before ? JSON.stringify(before) : null,
      after_values: after ? JSON.stringify(after) : null,
    },
  ]);
}
