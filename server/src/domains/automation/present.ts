import type { ActionOutcome, RuleHitView, RuleVersionView, RuleView } from '@zhike/shared/contracts/automation';
import type { RuleParts } from '../../engines/rules/registry.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { DataScope, MemberViewer } from '../corp/viewer.ts';
import { customersInScope } from '../customer/scope.ts';
import { canEdit, changedFields } from './actions/save-rule.ts';
import { type DoneAction, type RuleHitRow, type RuleRow, RuleVersionRow } from './entity.ts';
import { nameThings } from './names.ts';
import { nameReaches } from './reach.ts';

const WEEK = 7 * 86_400_000;

export async function presentRules(
  tx: Tx,
  parts: RuleParts,
  viewer: MemberViewer,
  rules: RuleRow[],
  now: number,
): Promise<RuleView[]> {
  if (rules.length === 0) return [];
  const versions = await byId(
    tx,
    RuleVersionRow,
    rules.map((rule) => rule.versionId),
  );
  const hits = await select<{ rule_id: string; hits: number | string }>(
    tx,
    `SELECT rule_id, COUNT(*) AS hits FROM rule_hit WHERE rule_id ${inList(rules)} AND at > ? GROUP BY rule_id`,
    [...rules.map((rule) => rule.id), now - WEEK],
  );
  const people = await memberCards(
    tx,
    [...versions.values()].map((version) => version.savedBy),
  );
  const names = await nameThings(
    tx,
    parts,
    [...versions.values()].map((version) => version.definition),
  );
  const reach = await nameReaches(
    tx,
    [...versions.values()].map((version) => version.scope),
  );
  return rules.map((rule) => {
    const version = versions.get(rule.versionId)!;
    return {
      id: rule.id,
      name: rule.name,
      isOn: rule.isOn,
      onSince: rule.onSince,
      version: version.number,
      definition: version.definition,
      names: names(version.definition),
      reach: reach(version.scope),
      problem: rule.problem,
      hitsInWeek: Number(hits.find((row) => row.rule_id === rule.id)?.hits ?? 0),
      savedBy: person(people, version.savedBy),
      savedAt: version.savedAt,
      can: { edit: canEdit(viewer, rule) },
    };
  });
}

export async function presentVersions(
  tx: Tx,
  parts: RuleParts,
  versions: RuleVersionRow[],
): Promise<RuleVersionView[]> {
  if (versions.length === 0) return [];
  const [first] = versions;
  const people = await memberCards(
    tx,
    versions.map((version) => version.savedBy),
  );
  const before = await tx
    .createQueryBuilder(RuleVersionRow, 'v')
    .where('v.ruleId = :ruleId AND v.number IN (:...numbers)', {
      ruleId: first!.ruleId,
      numbers: versions.map((version) => version.number - 1),
    })
    .getMany();
  const hits = await select<{ version_id: string; hits: number | string }>(
    tx,
    `SELECT version_id, COUNT(*) AS hits FROM rule_hit WHERE version_id ${inList(versions)} GROUP BY version_id`,
    versions.map((version) => version.id),
  );
  const names = await nameThings(
    tx,
    parts,
    versions.map((version) => version.definition),
  );
  const reach = await nameReaches(
    tx,
    versions.map((version) => version.scope),
  );
  return versions.map((version) => {
    const { number, name, definition, scope, savedBy, savedAt } = version;
    const old = before.find((one) => one.number === number - 1);
    return {
      version: number,
      name,
      definition,
      names: names(definition),
      reach: reach(scope),
      changed: old
        ? changedFields({ name: old.name, ...old.definition, scope: old.scope }, { name, ...definition, scope })
        : [],
      savedBy: person(people, savedBy),
      savedAt,
      hitCount: Number(hits.find((row) => row.version_id === version.id)?.hits ?? 0),
    };
  });
}

export async function presentHits(tx: Tx, scope: DataScope, hits: RuleHitRow[]): Promise<RuleHitView[]> {
  const whom = await presentWhom(
    tx,
    scope,
    hits.map((hit) => hit.customerId),
  );
  const versions = await byId(
    tx,
    RuleVersionRow,
    hits.map((hit) => hit.versionId),
  );
  return hits.map((hit) => ({
    id: hit.id,
    version: versions.get(hit.versionId)!.number,
    ...whom(hit.customerId),
    at: hit.at,
    cause: { kind: hit.causeKind, ref: hit.causeRef, at: hit.causeAt, words: hit.words },
    isLate: hit.isLate,
    actions: hit.actions.map(presentAction),
    undoneAt: hit.undoneAt,
  }));
}

function presentAction({ kind, outcome, why, undo }: DoneAction): ActionOutcome {
  return { kind, outcome, why: why ?? null, undo: undo ? { outcome: undo.outcome, why: undo.why ?? null } : null };
}

/** Names of those whom the viewer may see; of others only that they are there. */
export async function presentWhom(tx: Tx, scope: DataScope, customerIds: readonly string[]) {
  const ids = [...new Set(customerIds)];
  const visible = await customersInScope(tx, scope, ids);
  const rows = ids.length
    ? await select<{ id: string; name: string; avatar: string | null }>(
        tx,
        `SELECT id, name, avatar FROM customer WHERE id ${inList(ids)}`,
        ids,
      )
    : [];
  const known = new Map(rows.map((row) => [row.id, row]));
  return (customerId: string) => {
    const customer = known.get(customerId) ?? null;
    const isHidden = customer !== null && !visible.has(customerId);
    return { customer: isHidden ? null : customer, isHidden };
  };
}

export const person = (people: ReadonlyMap<string, { name: string }>, userId: string) => ({
  userId,
  name: people.get(userId)?.name ?? userId,
});

async function byId<Row extends { id: string }>(
  tx: Tx,
  entity: new () => Row,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .createQueryBuilder(entity, 'row')
    .where('row.id IN (:...ids)', { ids: [...new Set(ids)] })
    .getMany();
  return new Map(rows.map((row) => [row.id, row]));
}
