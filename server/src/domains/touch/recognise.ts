import type { VisitorKnownBy } from '@zhike/shared/contracts/touch';
import { execute, select } from '../../platform/database/sql.ts';
import { type Tx, writeCollected } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import type { VisitorRow } from './entity.ts';
import { visitorRecognised } from './events.ts';

/** They are linked by one statement that names each: somebody who reads every day must not make it endless. */
const EVENTS_TOGETHER = 200;

/**
 * From now on this browser is the customer's, and so is what it opened while nobody knew whose it was. What was counted for another
 * customer by a link stays with her.
 */
export async function becomeCustomer(
  tx: Tx,
  visitor: Pick<VisitorRow, 'id' | 'customerId' | 'knownBy'>,
  customerId: string,
  knownBy: Exclude<VisitorKnownBy, 'nobody'>,
  now: number,
): Promise<void> {
  if (visitor.customerId === customerId && visitor.knownBy === knownBy) return;
  visitor.customerId = customerId;
  visitor.knownBy = knownBy;
  await execute(tx, 'UPDATE visitor SET customer_id = ?, known_by = ? WHERE id = ?', [customerId, knownBy, visitor.id]);
  const visits = await select<{ visit_key: string; opened: string | null; finished: string | null }>(
    tx,
    'SELECT visit_key, opened_event_id AS opened, finished_event_id AS finished FROM visit WHERE visitor_id = ? AND customer_id IS NULL',
    [visitor.id],
  );
  if (visits.length === 0) return;
  await execute(tx, 'UPDATE visit SET customer_id = ? WHERE visitor_id = ? AND customer_id IS NULL', [
    customerId,
    visitor.id,
  ]);
  const eventIds = visits.flatMap(({ opened, finished }) => [opened, finished]).filter((id) => id !== null);
  for (let start = 0; start < eventIds.length; start += EVENTS_TOGETHER) {
    if (start > 0) await writeCollected(tx);
    for (const eventId of eventIds.slice(start, start + EVENTS_TOGETHER)) linkEventToCustomer(tx, eventId, customerId);
  }
  await recordEvent(
    tx,
    visitorRecognised({ occurredAt: now, customerId, payload: { visitorId: visitor.id, knownBy } }),
  );
}
