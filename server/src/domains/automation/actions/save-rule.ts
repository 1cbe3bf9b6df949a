import type { RuleDefinition, RuleSettings } from '@zhike/shared/contracts/automation-rule';
import type { KeywordMatch } from '@zhike/shared/contracts/keywords';
import type { Dependencies } from '../../../dependencies.ts';
import { prepareFilter } from '../../../engines/filter/prepare.ts';
import { KeywordSet } from '../../../engines/keywords/keyword-set.ts';
import { nextLook } from '../../../engines/rules/dates.ts';
import { RulePartUnknown } from '../../../engines/rules/registry.ts';
import { startOfBusinessDay } from '../../../platform/business-time.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { DataScope, MemberViewer } from '../../corp/viewer.ts';
import { RuleRow, RuleVersionRow } from '../entity.ts';
import { RuleChangedMeanwhile, RuleNotYours } from '../errors.ts';
import { ruleChanged } from '../events.ts';
import { moveStamp } from '../rule-set.ts';
import { getRule, getVersion } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields' | 'ruleParts'>;

/** Everything a rule names must be there and make sense now; what goes later is skipped with its reason when it acts. */
export async function checkDefinition(
  tx: Tx,
  { ruleParts, filterFields }: Pick<Dependencies, 'ruleParts' | 'filterFields'>,
  { when, filter, actions }: RuleDefinition,
): Promise<void> {
  const happenings = when.kind === 'absence' ? [when.start, ...when.unless] : when.kind === 'event' ? [when] : [];
  for (const one of happenings) {
    if (one.kind === 'said') {
      checkWords(one.keywords);
      continue;
    }
    const { conditions } = ruleParts.trigger(one.trigger);
    const unknown = one.conditions.find(({ key }) => !conditions.some((known) => known.key === key));
    if (unknown) throw new RulePartUnknown({ part: unknown.key });
  }
  if (when.kind === 'date') await ruleParts.date(tx, when.date);
  if (when.kind === 'message') checkWords(when.keywords);
  if (filter) await prepareFilter(tx, filterFields, filter);
  for (const action of actions) await ruleParts.action(action.kind).check(tx, action);
}

/** Throws where they cannot be looked for. */
function checkWords(match: KeywordMatch | null | undefined): void {
  if (match) new KeywordSet([{ key: 0, match }]);
}

/** A manager changes own rules alone. */
export function canEdit(viewer: Pick<MemberViewer, 'role' | 'userId'>, rule: Pick<RuleRow, 'createdBy'>): boolean {
  return viewer.role === 'admin' || rule.createdBy === viewer.userId;
}

export function requireOwn(viewer: MemberViewer, rule: RuleRow): void {
  if (!canEdit(viewer, rule)) throw new RuleNotYours({ ruleId: rule.id });
}

/**
 * Whose customers a rule acts on when this viewer saves or tries it: hers. Whoever sees everybody leaves a narrower rule as narrow as it is,
 * unless she asks for all: a corrected typo must not make it act on the whole company.
 */
export function reachFor(viewer: MemberViewer, before: DataScope | null, reach: 'kept' | 'own' = 'kept'): DataScope {
  const wouldWiden = before !== null && before.kind !== 'all' && viewer.scope.kind === 'all';
  return wouldWiden && reach === 'kept' ? before : viewer.scope;
}

async function addVersion(
  tx: Tx,
  { userId: savedBy }: MemberViewer,
  { ruleId, number, scope }: Pick<RuleVersionRow, 'ruleId' | 'number' | 'scope'>,
  { name, ...definition }: RuleSettings,
  now: number,
): Promise<string> {
  const id = newId();
  await tx.insert(RuleVersionRow, { id, ruleId, number, name, definition, scope, savedBy, savedAt: now });
  return id;
}

/** A new rule is off: it can be tried on history first. */
export async function createRule(deps: Needs, viewer: MemberViewer, settings: RuleSettings): Promise<string> {
  const ruleId = newId();
  await deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    await moveStamp(tx);
    await checkDefinition(tx, deps, settings);
    const versionId = await addVersion(tx, viewer, { ruleId, number: 1, scope: viewer.scope }, settings, now);
    await tx.insert(RuleRow, {
      id: ruleId,
      name: settings.name,
      isOn: false,
      onSince: null,
      versionId,
      nextLookAt: null,
      lookPlace: null,
      problem: null,
      createdBy: viewer.userId,
      createdAt: now,
      deletedAt: null,
    });
    await tell(tx, viewer, ruleId, now);
    await audit(tx, viewer, {
      action: 'rule.create',
      subject: { kind: 'rule', id: ruleId },
      after: { ...settings },
    });
  });
  return ruleId;
}

/** Saves a new version. What waits for an older wording of "when" is forgotten when due. */
export async function updateRule(
  deps: Needs,
  viewer: MemberViewer,
  ruleId: string,
  settings: RuleSettings,
  { seenVersion, reach }: { seenVersion?: number; reach?: 'kept' | 'own' } = {},
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    await moveStamp(tx);
    const rule = await getRule(tx, ruleId, { lock: true });
    requireOwn(viewer, rule);
    const before = await getVersion(tx, rule.versionId);
    if (seenVersion !== undefined && seenVersion !== before.number) throw new RuleChangedMeanwhile({ ruleId });
    await checkDefinition(tx, deps, settings);
    const scope = reachFor(viewer, before.scope, reach);
    const versionId = await addVersion(tx, viewer, { ruleId, number: before.number + 1, scope }, settings, now);
    // A day that is not through begins again: whoever was there already is not done twice.
    const isUnderWay = rule.nextLookAt !== null && rule.nextLookAt <= now;
    const after = isUnderWay ? startOfBusinessDay(rule.nextLookAt!, deps.config.timeZone) - 1 : now;
    const look = { nextLookAt: rule.isOn ? firstLook(deps, settings, after) : null, lookPlace: null };
    await tx.update(RuleRow, { id: ruleId }, { name: settings.name, versionId, ...look, problem: null });
    await tell(tx, viewer, ruleId, now);
    const [old, fresh] = [
      { name: before.name, ...before.definition, scope: before.scope },
      { ...settings, scope },
    ];
    const changed = changedFields(old, fresh);
    const pick = (from: Record<string, unknown>) => Object.fromEntries(changed.map((field) => [field, from[field]]));
    await audit(tx, viewer, {
      action: 'rule.update',
      subject: { kind: 'rule', id: ruleId },
      before: pick(old),
      after: pick(fresh),
    });
  });
}

/** On from now: what happened before does not count. */
export async function switchRule(deps: Needs, viewer: MemberViewer, ruleId: string, isOn: boolean): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    await moveStamp(tx);
    const rule = await getRule(tx, ruleId, { lock: true });
    requireOwn(viewer, rule);
    if (rule.isOn === isOn) return;
    const { definition } = await getVersion(tx, rule.versionId);
    // WeCom tells times in whole seconds.
    const onSince = isOn ? now - (now % 1000) : null;
    const look = { nextLookAt: isOn ? firstLook(deps, definition, now) : null, lookPlace: null };
    await tx.update(RuleRow, { id: ruleId }, { isOn, onSince, ...look, ...(isOn ? { problem: null } : {}) });
    await tell(tx, viewer, ruleId, now);
    await audit(tx, viewer, {
      action: isOn ? 'rule.switch_on' : 'rule.switch_off',
      subject: { kind: 'rule', id: ruleId },
    });
  });
}

/** What it did stays, and stays explained. */
export async function deleteRule(deps: Needs, viewer: MemberViewer, ruleId: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    await moveStamp(tx);
    const rule = await getRule(tx, ruleId, { lock: true });
    requireOwn(viewer, rule);
    const off = { isOn: false, onSince: null, nextLookAt: null, lookPlace: null };
    await tx.update(RuleRow, { id: ruleId }, { ...off, deletedAt: now });
    await tell(tx, viewer, ruleId, now);
    await audit(tx, viewer, {
      action: 'rule.delete',
      subject: { kind: 'rule', id: ruleId },
      before: { name: rule.name },
    });
  });
}

function firstLook({ config }: Needs, { when }: Pick<RuleDefinition, 'when'>, after: number): number | null {
  return when.kind === 'date' ? nextLook(when, after, config.timeZone) : null;
}

function tell(tx: Tx, { userId }: MemberViewer, ruleId: string, now: number) {
  const payload = { ruleId, byUserId: userId };
  return recordEvent(tx, ruleChanged({ occurredAt: now, payload }));
}

/** Names of the settings that differ. */
export function changedFields(before: object, after: object): string[] {
  const [old, fresh] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return Object.keys(fresh).filter((field) => JSON.stringify(old[field]) !== JSON.stringify(fresh[field]));
}
