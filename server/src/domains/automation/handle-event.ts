import type { Happening } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import { dueAfter, meetsConditions } from '../../engines/rules/happenings.ts';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { act } from './act.ts';
import { isLoop } from './loops.ts';
import { isActiveAt, loadRuleSet } from './rule-set.ts';

/** What rules make of an event about a customer. Returns how many acted, or stopped waiting or began to. */
export async function handleEvent(tx: Tx, deps: Dependencies, event: RecordedEvent, now: number): Promise<number> {
  const { customerId } = event;
  const set = await loadRuleSet(tx);
  if (!customerId || set.rules.length === 0) return 0;
  const matches = async (happening: Extract<Happening, { kind: 'event' }>) => {
    const trigger = deps.ruleParts.triggersOn(event.type).find(({ key }) => key === happening.trigger);
    return trigger !== undefined && (await meetsConditions(trigger, happening.conditions, event, tx));
  };
  let done = 0;
  for (const rule of set.rules) {
    const { when, stopsOthers } = rule.definition;
    if (when.kind !== 'event' || !isActiveAt(rule, event.occurredAt) || !(await matches(when))) continue;
    const cause = { kind: 'event', ref: event.id, at: event.occurredAt, words: [], eventId: event.id } as const;
    if (await isLoop(tx, rule, event, now)) continue;
    if ((await act(tx, deps, rule, customerId, cause, { now })) !== 'acted') continue;
    done += 1;
    if (stopsOthers) break;
  }
  for (const rule of set.absenceRules) {
    const { when } = rule.definition;
    const { id, whenKey } = rule;
    for (const happening of when.unless) {
      if (happening.kind !== 'event' || !(await matches(happening))) continue;
      done += await execute(
        tx,
        'DELETE FROM rule_due WHERE rule_id = ? AND when_key = ? AND customer_id = ? AND started_at <= ?',
        [id, whenKey, customerId, event.occurredAt],
      );
    }
    if (when.start.kind !== 'event' || !isActiveAt(rule, event.occurredAt) || !(await matches(when.start))) continue;
    done += await insertRows(
      tx,
      'rule_due',
      [
        {
          rule_id: id,
          when_key: whenKey,
          customer_id: customerId,
          started_at: event.occurredAt,
          due_at: dueAfter(when, event.occurredAt),
          cause_ref: event.id,
        },
      ],
      { ignoreDuplicates: true },
    );
  }
  return done;
}
