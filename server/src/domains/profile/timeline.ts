import type { TimelineGroup, TimelineItem } from '@zhike/shared/contracts/customer';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { toRecordedEvent } from '../../platform/delivery/run-worker.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { describeEvents } from './describe-event.ts';
import { isShown, signalTypes, timelineTypes } from './timeline-types.ts';

export interface TimelinePage {
  items: TimelineItem[];
  nextCursor: string | null;
}

/** What happened with a customer, newest first: one range of the index (customer, occurred_at, id). */
export async function readTimeline(
  tx: Tx,
  customerId: string,
  page: { cursor?: string; limit: number; group?: TimelineGroup },
): Promise<TimelinePage> {
  const types = page.group ? timelineTypes[page.group] : Object.values(timelineTypes).flat();
  let after = page.cursor ? decodeCursor(page.cursor, ['number', 'string']) : null;
  const shown: RecordedEvent[] = [];
  let more = true;
  while (more && shown.length <= page.limit) {
    const events = await readEvents(tx, customerId, types, after, page.limit + 1);
    more = events.length > page.limit;
    const last = events.at(-1);
    if (last) after = [last.occurredAt, last.id];
    shown.push(...events.filter(isShown));
  }
  const items = shown.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: await describeEvents(tx, items),
    nextCursor: shown.length > page.limit && last ? encodeCursor([last.occurredAt, last.id]) : null,
  };
}

/** What the customer herself did last. */
export async function readFreshestSignal(tx: Tx, customerId: string): Promise<TimelineItem | null> {
  const [item] = await describeEvents(tx, await readEvents(tx, customerId, signalTypes, null, 1));
  return item ?? null;
}

async function readEvents(
  tx: Tx,
  customerId: string,
  types: readonly string[],
  after: [number, string] | null,
  limit: number,
): Promise<RecordedEvent[]> {
  const values: SqlValue[] = [customerId, ...types];
  if (after) values.push(after[0], after[0], after[1]);
  // Chosen from the index alone: of a long history only what is shown is read.
  const rows = await select<Record<string, unknown>>(
    tx,
    `SELECT event.* FROM (
       SELECT id FROM event WHERE customer_id = ? AND type ${inList(types)}${after ? ' AND occurred_at <= ? AND (occurred_at < ? OR id < ?)' : ''}
       ORDER BY occurred_at DESC, id DESC LIMIT ${limit}
     ) chosen JOIN event ON event.id = chosen.id`,
    values,
  );
  // Sorted here: MariaDB would write the rows with their payloads to a table of their own for it.
  return rows.map(toRecordedEvent).sort((a, b) => b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1));
}
