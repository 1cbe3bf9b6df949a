import type { Dependencies } from '../../dependencies.ts';
import { meetsConditions } from '../../engines/rules/happenings.ts';
import { forUpdate, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { toRecordedEvent } from '../../platform/delivery/run-worker.ts';
import { isSpeech } from '../chat-archive/not-said.ts';
import { readSaidSince } from '../chat-archive/stream.ts';
import { hear, isAwaited } from './listening.ts';
import type { AbsenceRule, RuleSet } from './rule-set.ts';
import type { WaitChange } from './waits.ts';

type Needs = Pick<Dependencies, 'keys' | 'ruleParts'>;

/** A rule begins to wait: with an event, or with something said. */
export type WaitStart = WaitChange & { kind: 'start' };

/**
 * Where a rule begins to wait, what ends that may have been heard already: messages do not wait for the runs of events, nor these for each
 * other or for messages. Found in the books, so that a rule does the same in whatever order it hears. Whoever asks has locked the customers,
 * so that what is heard at this moment meets the wait. Messages among themselves come in order.
 */
export async function endsInTheBooks(
  tx: Tx,
  deps: Needs,
  set: RuleSet,
  { definition: { when } }: AbsenceRule,
  starts: readonly WaitStart[],
): Promise<WaitChange[]> {
  const beginsByEvent = when.start.kind === 'event';
  const events = when.unless.filter((one) => one.kind === 'event');
  const said = beginsByEvent ? when.unless.filter((one) => one.kind === 'said') : [];
  if (starts.length === 0 || events.length + said.length === 0) return [];
  const ends: WaitChange[] = [];
  const first = firstOfEach(starts);
  if (events.length > 0) ends.push(...(await eventsSince(tx, deps, events, first)));
  if (said.length > 0) for (const start of first.values()) ends.push(...(await saidSince(tx, deps, set, said, start)));
  // What began it, and what came before that in the same millisecond, ends nothing.
  return ends.filter(({ customerId, at, ref }) => {
    const begun = first.get(customerId)!;
    return at > begun.at || (at === begun.at && beginsByEvent && ref > begun.ref);
  });
}

function firstOfEach(starts: readonly WaitStart[]): ReadonlyMap<string, WaitStart> {
  const first = new Map<string, WaitStart>();
  for (const start of starts)
    if (start.at < (first.get(start.customerId)?.at ?? Infinity)) first.set(start.customerId, start);
  return first;
}

/** By id, so that nobody waits for somebody who waits for him. */
export async function lockCustomers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0 || forUpdate(tx) === '') return;
  const ids = [...customerIds].sort();
  await select(tx, `SELECT id FROM customer WHERE id ${inList(ids)} ORDER BY id${forUpdate(tx)}`, ids);
}

async function saidSince(
  tx: Tx,
  deps: Pick<Needs, 'keys'>,
  set: RuleSet,
  said: AbsenceRule['definition']['when']['unless'],
  { customerId, at: since }: WaitStart,
): Promise<WaitChange[]> {
  const messages = await readSaidSince(tx, customerId, since, deps);
  return messages.flatMap((message): WaitChange[] => {
    if (message.isRevoked || !isSpeech(message)) return [];
    const heard = hear(set, message.text);
    if (!said.some((one) => isAwaited(one, message, heard))) return [];
    return [{ kind: 'end', customerId, at: message.sentAt, ref: String(message.position) }];
  });
}

async function eventsSince(
  tx: Tx,
  { ruleParts }: Pick<Needs, 'ruleParts'>,
  events: AbsenceRule['definition']['when']['unless'],
  first: ReadonlyMap<string, WaitStart>,
): Promise<WaitChange[]> {
  const awaited = events.flatMap((one) => {
    const trigger = one.kind === 'event' ? ruleParts.findTrigger(one.trigger) : undefined;
    return one.kind === 'event' && trigger ? [{ trigger, conditions: one.conditions }] : [];
  });
  if (awaited.length === 0) return [];
  const types = [...new Set(awaited.map(({ trigger }) => trigger.on.name))];
  const customerIds = [...first.keys()];
  const since = Math.min(...[...first.values()].map(({ at }) => at));
  const rows = await select<Record<string, unknown>>(
    tx,
    `SELECT * FROM event WHERE customer_id ${inList(customerIds)} AND type ${inList(types)} AND occurred_at >= ?`,
    [...customerIds, ...types, since],
  );
  const ends: WaitChange[] = [];
  for (const event of rows.map(toRecordedEvent))
    for (const { trigger, conditions } of awaited)
      if (trigger.on.name === event.type && (await meetsConditions(trigger, conditions, event, tx)))
        ends.push({ kind: 'end', customerId: event.customerId!, at: event.occurredAt, ref: event.id });
  return ends;
}
