import type { Dependencies } from '../../dependencies.ts';
import { findRow, getRow } from '../../platform/database/find-row.ts';
import { execute } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { ListDeps } from '../customer/list-filter.ts';
import { listCustomerIds } from '../customer/list.ts';
import { addRecipients } from './add-recipients.ts';
import { MassMessageRow } from './entity.ts';
import { massMessageProgressed } from './events.ts';

const CUSTOMERS_PER_COMMIT = 200;

/**
 * Writes down the next customers of a mass message, of those in this scope, each in a slice of the rep who sends to her. So everybody
 * is met once, however the filter's answer changes while it is sent. Returns whether there may be more.
 */
export async function collectSome(
  deps: Pick<Dependencies, 'db'> & ListDeps,
  massMessageId: string,
  scope: DataScope,
): Promise<boolean> {
  const { db, clock } = deps;
  const { status, byFilter, collectedTo, texts } = await getRow(db.read, MassMessageRow, { id: massMessageId });
  if (status !== 'collecting' || !byFilter) return false;
  const { ids, nextCursor } = await listCustomerIds(db.read, deps, byFilter, scope, {
    cursor: collectedTo ?? undefined,
    limit: CUSTOMERS_PER_COMMIT,
  });
  return db.transaction(async (tx) => {
    const message = await findRow(tx, MassMessageRow, { id: massMessageId }, { lock: true });
    if (message?.status !== 'collecting' || message.collectedTo !== collectedTo)
      return message?.status === 'collecting';
    const { added, unreachable } = await addRecipients(tx, { id: massMessageId, texts: texts.length }, ids);
    await execute(
      tx,
      `UPDATE mass_message SET customer_count = customer_count + ?, unreachable_count = unreachable_count + ?, collected_to = ?${
        nextCursor ? '' : ", status = 'sending', by_filter = NULL, asked_filter = NULL"
      } WHERE id = ?`,
      [added, unreachable, nextCursor, massMessageId],
    );
    await recordEvent(tx, massMessageProgressed({ occurredAt: clock.now(), payload: { massMessageId } }));
    return nextCursor !== null;
  });
}
