import { dueAfter } from '../../engines/rules/happenings.ts';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type AbsenceRule, isActiveAt } from './rule-set.ts';

/** A rule begins to wait for a customer, or what it waits for has come. */
export interface WaitChange {
  kind: 'start' | 'end';
  customerId: string;
  at: number;
  /** Position of the message or id of the event. */
  ref: string;
}

interface Wait {
  startedAt: number;
  dueAt: number;
  ref: string;
  isStored: boolean;
}

/** A statement stays of bounded length. */
const ENDED_AT_ONCE = 200;

/**
 * What these happenings, as many as there are, change of a rule's waiting: one look, one change. What came when the time was up already ends
 * nothing, so that a rule does the same however late it hears of it; such rows are left to `actOnAbsences`. Returns how many began or ended.
 */
export async function noteWaits(tx: Tx, rule: AbsenceRule, changes: readonly WaitChange[]): Promise<number> {
  if (changes.length === 0) return 0;
  const waits = await loadWaits(tx, rule, [...new Set(changes.map(({ customerId }) => customerId))]);
  const ended: { customerId: string; startedAt: number }[] = [];
  for (const { kind, customerId, at, ref } of changes.toSorted((a, b) => a.at - b.at)) {
    const known = waits.get(customerId) ?? [];
    if (kind === 'start') {
      // The first counts, until its time is up.
      if (!isActiveAt(rule, at) || known.some(({ dueAt }) => dueAt > at)) continue;
      const dueAt = dueAfter(rule.definition.when, at);
      waits.set(customerId, [...known, { startedAt: at, dueAt, ref, isStored: false }]);
      continue;
    }
    const isOver = ({ startedAt, dueAt }: Wait) => startedAt <= at && dueAt > at;
    for (const { startedAt, isStored } of known.filter(isOver)) if (isStored) ended.push({ customerId, startedAt });
    waits.set(
      customerId,
      known.filter((wait) => !isOver(wait)),
    );
  }
  return (await deleteWaits(tx, rule, ended)) + (await insertWaits(tx, rule, waits));
}

async function loadWaits(tx: Tx, { id, whenKey }: AbsenceRule, customerIds: string[]): Promise<Map<string, Wait[]>> {
  const rows = await select<
    Record<'customer_id' | 'cause_ref', string> & Record<'started_at' | 'due_at', number | string>
  >(
    tx,
    `SELECT customer_id, started_at, due_at, cause_ref FROM rule_due
     WHERE rule_id = ? AND when_key = ? AND customer_id ${inList(customerIds)}`,
    [id, whenKey, ...customerIds],
  );
  const waits = new Map<string, Wait[]>();
  for (const { customer_id, started_at, due_at, cause_ref } of rows) {
    const wait = { startedAt: Number(started_at), dueAt: Number(due_at), ref: cause_ref, isStored: true };
    waits.set(customer_id, [...(waits.get(customer_id) ?? []), wait]);
  }
  return waits;
}

async function deleteWaits(
  tx: Tx,
  { id, whenKey }: AbsenceRule,
  ended: readonly { customerId: string; startedAt: number }[],
): Promise<number> {
  let count = 0;
  for (let start = 0; start < ended.length; start += ENDED_AT_ONCE) {
    const some = ended.slice(start, start + ENDED_AT_ONCE);
    const these = some.map(() => '(customer_id = ? AND started_at = ?)').join(' OR ');
    count += await execute(tx, `DELETE FROM rule_due WHERE rule_id = ? AND when_key = ? AND (${these})`, [
      id,
      whenKey,
      ...some.flatMap(({ customerId, startedAt }) => [customerId, startedAt]),
    ]);
  }
  return count;
}

function insertWaits(tx: Tx, { id, whenKey }: AbsenceRule, waits: ReadonlyMap<string, Wait[]>): Promise<number> {
  const begun = [...waits].flatMap(([customerId, known]) =>
    known
      .filter(({ isStored }) => !isStored)
      .map(({ startedAt, dueAt, ref }) => ({
        rule_id: id,
        when_key: whenKey,
        customer_id: customerId,
        started_at: startedAt,
        due_at: dueAt,
        cause_ref: ref,
      })),
  );
  return insertRows(tx, 'rule_due', begun, { ignoreDuplicates: true });
}
