import type { Happening } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import { dueAfter, meetsConditions } from '../../engines/rules/happenings.ts';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type RecordedEvent, recordEvent } from '../../platform/delivery/event.ts';
import { notify } from '../notice/notify.ts';
import { act } from './act.ts';
import { ruleLooped } from './events.ts';
import { isActiveAt, type LiveRule, loadRuleSet } from './rule-set.ts';
import { noteProblem } from './store.ts';

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

/** A rule that has acted on one of the causes of this event would go round in circles: it stops, and its author learns of it. */
async function isLoop(tx: Tx, rule: LiveRule, event: RecordedEvent, now: number): Promise<boolean> {
  if (event.depth === 0) return false;
  const causes: string[] = [];
  for (let id = event.causeEventId; id !== null && causes.length <= event.depth; ) {
    causes.push(`event:${id}`);
    const [row] = await select<{ cause_event_id: string | null }>(tx, 'SELECT cause_event_id FROM event WHERE id = ?', [
      id,
    ]);
    id = row?.cause_event_id ?? null;
  }
  if (causes.length === 0) return false;
  const hits = await select(tx, `SELECT id FROM rule_hit WHERE rule_id = ? AND cause_key ${inList(causes)} LIMIT 1`, [
    rule.id,
    ...causes,
  ]);
  if (hits.length === 0) return false;
  if (!(await noteProblem(tx, rule.id, 'automation.loop', now))) return true;
  await recordEvent(tx, ruleLooped({ occurredAt: now, payload: { ruleId: rule.id } }));
  await notify(tx, rule.savedBy, {
    kind: 'rule',
    title: `规则「${rule.name}」触发了自己`,
    text: '它的动作又引发了它自己的条件,系统已停止这一连锁。请检查规则的条件和动作。',
    name: rule.name,
    link: `/manager/#/automation/${rule.id}`,
  });
  return true;
}
