import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import { matchesFilter } from '../../engines/filter/evaluate.ts';
import { loadFacts } from '../../engines/filter/facts.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import { insertRows, select } from '../../platform/database/sql.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { DataScope } from '../corp/viewer.ts';
import { customersInScope } from '../customer/scope.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { CustomerRow } from '../customer/entity.ts';
import type { CauseKind, DoneAction } from './entity.ts';
import { ruleActed } from './events.ts';
import type { LiveRule } from './rule-set.ts';

const HOUR = 3_600_000;

/** What made a rule act. */
export interface Cause {
  kind: CauseKind;
  ref: string;
  /** When it happened, business time. */
  at: number;
  words: readonly string[];
  /** The event to name as the source of a task, if one did it. */
  eventId?: string;
}

export type ActOutcome = 'acted' | 'customer_gone' | 'cooling_down' | 'done_before' | 'not_meant';

export type ActingRule = Pick<LiveRule, 'id' | 'name' | 'versionId' | 'version' | 'definition' | 'scope'>;

/**
 * A rule acts for one customer, in the transaction of what caused it: all of its effects or none. A repeat is harmless: a rule acts on one
 * happening once.
 * @param isLate acting afterwards on what a dry run found
 */
export async function act(
  tx: Tx,
  deps: Dependencies,
  rule: ActingRule,
  customerId: string,
  cause: Cause,
  { now, isLate = false }: { now: number; isLate?: boolean },
): Promise<ActOutcome> {
  // Locked, so that of two happenings at once the second sees what the first did.
  const customer = await findRow(tx, CustomerRow, { id: customerId }, { lock: true });
  if (!customer) return 'customer_gone';
  const { definition } = rule;
  const causeKey = `${cause.kind}:${cause.ref}`;
  if (await isDone(tx, rule.id, causeKey, customerId)) return 'done_before';
  if (await isCoolingDown(tx, rule, customerId, now)) return 'cooling_down';
  if (!(await meant(tx, deps, rule, [customerId], now)).has(customerId)) return 'not_meant';

  const hitId = newId(deps.clock.machineNow());
  const run = {
    hitId,
    ruleId: rule.id,
    ruleName: rule.name,
    versionId: rule.versionId,
    version: rule.version,
    customerId,
    sourceEventId: cause.eventId ?? null,
    cause,
    now,
  };
  const actions: DoneAction[] = [];
  for (const settings of definition.actions) {
    const result = await deps.ruleParts.action(settings.kind).apply(tx, run, settings, deps);
    actions.push({ kind: settings.kind, ...result });
  }
  await insertRows(tx, 'rule_hit', [
    {
      id: hitId,
      rule_id: rule.id,
      version_id: rule.versionId,
      customer_id: customerId,
      at: now,
      cause_kind: cause.kind,
      cause_ref: cause.ref,
      cause_at: cause.at,
      cause_key: causeKey,
      words: JSON.stringify(cause.words),
      is_late: Number(isLate),
      actions: JSON.stringify(actions),
    },
  ]);
  const kinds = actions.filter(({ outcome }) => outcome === 'done').map(({ kind }) => kind);
  await recordEvent(
    tx,
    ruleActed({ occurredAt: now, customerId, payload: { ruleId: rule.id, versionId: rule.versionId, hitId, kinds } }),
  );
  return 'acted';
}

async function isDone(tx: Tx, ruleId: string, causeKey: string, customerId: string): Promise<boolean> {
  const rows = await select(tx, 'SELECT id FROM rule_hit WHERE rule_id = ? AND cause_key = ? AND customer_id = ?', [
    ruleId,
    causeKey,
    customerId,
  ]);
  return rows.length > 0;
}

async function isCoolingDown(tx: Tx, { id, definition }: ActingRule, customerId: string, now: number) {
  if (definition.cooldownHours === 0) return false;
  const rows = await select(
    tx,
    'SELECT id FROM rule_hit WHERE rule_id = ? AND customer_id = ? AND at > ? AND at <= ? AND undone_at IS NULL LIMIT 1',
    [id, customerId, now - definition.cooldownHours * HOUR, now],
  );
  return rows.length > 0;
}

/** Of these customers, those whom the rule's filter and its author's data scope mean, as they are now. */
export async function meant(
  tx: Tx,
  { filterFields, config }: Pick<Dependencies, 'filterFields' | 'config'>,
  { definition: { filter }, scope }: { definition: Pick<RuleDefinition, 'filter'>; scope: DataScope },
  customerIds: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (!filter) return customersInScope(tx, scope, customerIds);
  const context = { now, timeZone: config.timeZone };
  const prepared = await readOnce(tx, `rule filter ${JSON.stringify(filter)}`, () =>
    prepareFilter(tx, filterFields, filter),
  );
  const facts = await loadFacts(tx, customerIds, prepared, context);
  const fit = customerIds.filter((id) => matchesFilter(prepared, facts.get(id)!, context));
  return customersInScope(tx, scope, fit);
}
