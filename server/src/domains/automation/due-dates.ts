import type { Dependencies } from '../../dependencies.ts';
import { nextLook, spansDueOn } from '../../engines/rules/dates.ts';
import { businessDate } from '../../platform/business-time.ts';
import { execute, forUpdate, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { act } from './act.ts';
import type { RuleRow } from './entity.ts';
import { isActiveAt, type LiveRule, loadRuleSet } from './rule-set.ts';

const AT_ONCE = 50;
const DAY = 24 * 3_600_000;
/** Days on which nothing of ours ran are made up for; congratulations that come later than this would be none. */
const MADE_UP_FOR_MS = 7 * DAY;

const BEGINNING = { span: 0, after: '' };
type Place = NonNullable<RuleRow['lookPlace']>;

/** Date rules whose moment has come, those that have waited longest first. */
export async function listDueDateRules({ db, clock }: Pick<Dependencies, 'db' | 'clock'>): Promise<string[]> {
  const sql = 'SELECT id FROM rule WHERE next_look_at <= ? ORDER BY next_look_at';
  return (await select<{ id: string }>(db.read, sql, [clock.now()])).map(({ id }) => id);
}

/**
 * A rule acts on some more of those whose day it is. How far it is goes with what it did, and it looks at the next day when everybody is
 * through: whatever dies in between, nobody is left out. False when it is not due any more.
 */
export async function actOnDates(deps: Dependencies, ruleId: string): Promise<boolean> {
  const { db, clock, config } = deps;
  return db.transaction(async (tx) => {
    const now = clock.now();
    // Locked before the rules are read: whoever words it anew meanwhile waits, and begins this day again.
    const [due] = await select<{ next_look_at: number | string; look_place: string | null }>(
      tx,
      `SELECT next_look_at, look_place FROM rule WHERE id = ? AND next_look_at <= ?${forUpdate(tx)}`,
      [ruleId, now],
    );
    if (!due) return false;
    const rule = (await loadRuleSet(tx)).byId.get(ruleId);
    const when = rule?.definition.when;
    if (!rule || when?.kind !== 'date') {
      await lookNext(tx, ruleId, null);
      return true;
    }
    const lookAt = Number(due.next_look_at);
    const first = nextLook(when, now - MADE_UP_FOR_MS, config.timeZone);
    if (lookAt < first) {
      await lookNext(tx, ruleId, first);
      return true;
    }
    const place = due.look_place === null ? BEGINNING : (JSON.parse(due.look_place) as Place);
    const next = isActiveAt(rule, lookAt) ? await actAt(tx, deps, rule, { lookAt, place, now }) : null;
    if (next) await lookNext(tx, ruleId, lookAt, next);
    else await lookNext(tx, ruleId, nextLook(when, lookAt, config.timeZone));
    return true;
  });
}

/** Returns where to go on, null when the day is through. */
async function actAt(
  tx: Tx,
  deps: Dependencies,
  rule: LiveRule,
  { lookAt, place, now }: { lookAt: number; place: Place; now: number },
): Promise<Place | null> {
  const { config, ruleParts } = deps;
  const { when } = rule.definition;
  if (when.kind !== 'date') throw new Error('not a date rule');
  const day = businessDate(lookAt, config.timeZone);
  const spans = spansDueOn(when, day, config.timeZone);
  const date = await ruleParts.date(tx, when.date);
  let left = AT_ONCE;
  // A date that comes back every year is as many days as there are years, most of them nobody's.
  for (let { span, after } = place; span < spans.length; span++, after = '') {
    const page = await date.findIn(tx, spans[span]!, { after, limit: left });
    for (const { customerId } of page)
      await act(tx, deps, rule, customerId, { kind: 'date', ref: day, at: lookAt, words: [] }, { now });
    const last = page.at(-1);
    if (last && page.length === left) return { span, after: `${last.at} ${last.customerId}` };
    left -= page.length;
  }
  return null;
}

async function lookNext(tx: Tx, ruleId: string, at: number | null, place: Place | null = null): Promise<void> {
  await execute(tx, 'UPDATE rule SET next_look_at = ?, look_place = ? WHERE id = ?', [
    at,
    place && JSON.stringify(place),
    ruleId,
  ]);
}
