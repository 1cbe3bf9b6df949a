import type { Tx } from '../database/tx.ts';
import { type Batch, collect, txContext } from '../database/tx.ts';
import { insertRows, type SqlValue } from '../database/sql.ts';
import { newId } from '../id.ts';
import type { Delivery } from './delivery.ts';

/** The name (`noun.past_tense`), version and payload shape of one kind of event. */
export interface EventType<Payload extends object> {
  readonly name: string;
  readonly version: number;
  /** Makes an event to record. Payloads hold ids and facts of the moment, never names, phone numbers or text. */
  (event: NewEventFields<Payload>): NewEvent<Payload>;
}

export interface NewEventFields<Payload extends object> {
  /** When it happened, epoch ms of business time. */
  occurredAt: number;
  customerId?: string | null;
  memberUserId?: string | null;
  chatId?: string | null;
  /** Further people concerned, and the task whose history it belongs to. */
  subjects?: { kind: 'customer' | 'member' | 'task'; id: string }[];
  payload: Payload;
}

export interface NewEvent<Payload extends object = object> extends NewEventFields<Payload> {
  type: string;
  version: number;
}

export interface RecordedEvent<Payload extends object = object> extends NewEvent<Payload> {
  id: string;
  recordedAt: number;
  causeEventId: string | null;
  /** How many events deep the chain of causes is; bounds loops. */
  depth: number;
  customerId: string | null;
  memberUserId: string | null;
  chatId: string | null;
}

export function eventType<Payload extends object>(name: string, version = 1): EventType<Payload> {
  const make = (event: NewEventFields<Payload>): NewEvent<Payload> => ({ ...event, type: name, version });
  return Object.defineProperties(make, {
    name: { value: name },
    version: { value: version },
  }) as unknown as EventType<Payload>;
}

/** Beyond this an event chain is taken for a loop: it is recorded, but nobody is told. */
export const MAX_DEPTH = 12;

export async function recordEvent(tx: Tx, event: NewEvent): Promise<string> {
  const [id] = await recordEvents(tx, [event]);
  return id!;
}

const eventRows: Batch<Record<string, SqlValue>> = { write: (tx, rows) => insertRows(tx, 'event', rows) };
const subjectRows: Batch<Record<string, SqlValue>> = { write: (tx, rows) => insertRows(tx, 'event_subject', rows) };

/** Writes events and one waiting run for each scenario that listens; in the transaction of what they tell of. Returns their ids. */
export async function recordEvents(tx: Tx, events: NewEvent[]): Promise<string[]> {
  const context = txContext(tx);
  const delivery = context.delivery as Delivery;
  const recordedAt = delivery.clock.machineNow();
  const depth = context.cause ? context.cause.depth + 1 : 0;
  const rows = events.map((event) => ({
    id: newId(recordedAt),
    type: event.type,
    version: event.version,
    occurred_at: event.occurredAt,
    recorded_at: recordedAt,
    customer_id: event.customerId ?? null,
    member_user_id: event.memberUserId ?? null,
    chat_id: event.chatId ?? null,
    cause_event_id: context.cause?.eventId ?? null,
    depth,
    payload: JSON.stringify(event.payload),
  }));
  collect(tx, eventRows, rows);
  collect(
    tx,
    subjectRows,
    events.flatMap((event, index) =>
      (event.subjects ?? []).map(({ kind, id }) => ({ event_id: rows[index]!.id, kind, subject_id: id })),
    ),
  );
  if (depth > MAX_DEPTH) delivery.reportLoop(rows.map((row) => row.type));
  else
    delivery.openRuns(
      tx,
      rows.map(({ id, type }, index) => ({ id, type, payload: events[index]!.payload })),
    );
  return rows.map((row) => row.id);
}
