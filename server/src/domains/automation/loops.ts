import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type RecordedEvent, recordEvent } from '../../platform/delivery/event.ts';
import { notify } from '../notice/notify.ts';
import { ruleLooped } from './events.ts';
import type { LiveRule } from './rule-set.ts';
import { noteProblem } from './store.ts';

export type EventCause = Pick<RecordedEvent, 'id' | 'causeEventId' | 'depth'>;

/** Of the events that absences began with, by id; what began with a message, or with an event that is forgotten, is not among them. */
export async function findCauses(tx: Tx, refs: readonly string[]): Promise<ReadonlyMap<string, EventCause>> {
  if (refs.length === 0) return new Map();
  const rows = await select<{ id: string; cause_event_id: string | null; depth: number | string }>(
    tx,
    `SELECT id, cause_event_id, depth FROM event WHERE id ${inList(refs)}`,
    [...refs],
  );
  return new Map(
    rows.map(({ id, cause_event_id, depth }) => [id, { id, causeEventId: cause_event_id, depth: Number(depth) }]),
  );
}

/** A rule that has acted on one of the causes of this event would go round in circles: it stops, and its author learns of it. */
export async function isLoop(tx: Tx, rule: LiveRule, event: EventCause, now: number): Promise<boolean> {
  if (event.depth === 0) return false;
  const causes: string[] = [];
  for (let id = event.causeEventId; id !== null && causes.length <= 2 * event.depth; ) {
    causes.push(`event:${id}`, `absence:${id}`);
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
