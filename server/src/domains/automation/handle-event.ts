import type { Happening } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import { meetsConditions } from '../../engines/rules/happenings.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { act } from './act.ts';
import { endsInTheBooks, lockCustomers, type WaitStart } from './in-the-books.ts';
import { isLoop } from './loops.ts';
import { isActiveAt, loadRuleSet } from './rule-set.ts';
import { noteWaits, type WaitChange } from './waits.ts';

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
    const { start, unless } = rule.definition.when;
    const change = { customerId, at: event.occurredAt, ref: event.id };
    const changes: WaitChange[] = [];
    for (const happening of unless)
      if (happening.kind === 'event' && (await matches(happening))) changes.push({ kind: 'end', ...change });
    if (start.kind === 'event' && (await matches(start))) changes.push({ kind: 'start', ...change });
    // Locked, so that of two beginnings at once the second sees the first.
    if (changes.length > 0) await lockCustomers(tx, [customerId]);
    const starts = changes.filter((one): one is WaitStart => one.kind === 'start');
    changes.push(...(await endsInTheBooks(tx, deps, set, rule, starts)));
    done += await noteWaits(tx, rule, changes);
  }
  return done;
}
