import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { MessageWhen, RuleDefinition, RuleWhen } from '@zhike/shared/contracts/automation-rule';
import type { KeywordMatch } from '@zhike/shared/contracts/keywords';
import { KeywordSet } from '../../engines/keywords/keyword-set.ts';
import { listensToChats } from '../../engines/rules/happenings.ts';
import { execute, select, upsertRows } from '../../platform/database/sql.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import { saidIn, type WordsOf } from './listening.ts';

/** A rule that is on, in its current version. */
export interface LiveRule {
  id: string;
  name: string;
  versionId: string;
  version: number;
  definition: RuleDefinition;
  scope: DataScope;
  onSince: number;
  savedBy: string;
}
export type RuleWith<When extends RuleWhen> = LiveRule & { definition: { when: When } };
/** What waits or is counted for a rule belongs to this wording of its `when`. */
interface Worded {
  whenKey: string;
}
export type MessageRule = RuleWith<MessageWhen> & Worded;
export type AbsenceRule = RuleWith<Extract<RuleWhen, { kind: 'absence' }>> & Worded;

/** All rules that are on, compiled. Order everywhere: higher priority first, then the older one. */
export interface RuleSet {
  rules: LiveRule[];
  byId: ReadonlyMap<string, LiveRule>;
  messageRules: MessageRule[];
  /** The words of all of them. */
  keywords: KeywordSet<WordsOf>;
  /** Places of message rules without words. */
  wordless: number[];
  absenceRules: AbsenceRule[];
}

const compiled = new WeakMap<DataSource, { stamp: number; set: RuleSet }>();

/** Read once a transaction and compiled once a change of rules: what was read counts until the transaction ends. */
export function loadRuleSet(tx: Tx): Promise<RuleSet> {
  return readOnce(tx, 'rule set', async () => {
    const stamp = await readStamp(tx);
    const known = compiled.get(tx.dataSource);
    if (known?.stamp === stamp) return known.set;
    const set = compile(await listLiveRules(tx));
    compiled.set(tx.dataSource, { stamp, set });
    return set;
  });
}

async function readStamp(tx: Tx): Promise<number> {
  const [row] = await select<{ stamp: number }>(tx, "SELECT stamp FROM rule_stamp WHERE name = 'rules'");
  return Number(row?.stamp ?? 0);
}

/** Call in every transaction that changes a rule; also makes those who change rules at once wait for each other. */
export async function moveStamp(tx: Tx): Promise<void> {
  const moved = await execute(tx, "UPDATE rule_stamp SET stamp = stamp + 1 WHERE name = 'rules'");
  if (moved === 0) await upsertRows(tx, 'rule_stamp', [{ name: 'rules', stamp: 1 }], ['name'], ['stamp']);
}

async function listLiveRules(tx: Tx): Promise<LiveRule[]> {
  const rows = await select<Record<string, string | number>>(
    tx,
    `SELECT r.id, v.name, v.id AS version_id, v.number, v.definition, v.scope, v.saved_by, r.on_since
     FROM rule r JOIN rule_version v ON v.id = r.version_id WHERE r.deleted_at IS NULL AND r.is_on = 1 ORDER BY r.id`,
  );
  return rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    versionId: String(row.version_id),
    version: Number(row.number),
    definition: JSON.parse(String(row.definition)) as RuleDefinition,
    scope: JSON.parse(String(row.scope)) as DataScope,
    onSince: Number(row.on_since),
    savedBy: String(row.saved_by),
  }));
}

export function compile(rules: LiveRule[]): RuleSet {
  const ordered = rules.toSorted((a, b) => b.definition.priority - a.definition.priority || (a.id < b.id ? -1 : 1));
  const worded = ordered.map((rule) => ({ ...rule, whenKey: whenKeyOf(rule.definition.when) }));
  const messageRules = worded.filter((rule): rule is MessageRule => rule.definition.when.kind === 'message');
  const absenceRules = worded.filter((rule): rule is AbsenceRule => rule.definition.when.kind === 'absence');
  const words: { key: WordsOf; match: KeywordMatch }[] = [
    ...messageRules.flatMap(({ definition: { when } }, key) => (when.keywords ? [{ key, match: when.keywords }] : [])),
    ...absenceRules.flatMap(saidIn).flatMap((key) => (key.keywords ? [{ key, match: key.keywords }] : [])),
  ];
  return {
    rules: ordered,
    byId: new Map(ordered.map((rule) => [rule.id, rule])),
    messageRules,
    keywords: new KeywordSet(words),
    wordless: messageRules.flatMap(({ definition: { when } }, key) => (when.keywords ? [] : [key])),
    absenceRules,
  };
}

export function whenKeyOf(when: RuleWhen): string {
  return createHash('sha256').update(JSON.stringify(when)).digest('hex').slice(0, 16);
}

/** Whether what happened at this moment counts for a rule. */
export function isActiveAt({ onSince, definition: { activeFrom, activeTo } }: LiveRule, at: number): boolean {
  return at >= onSince && (activeFrom === null || at >= activeFrom) && (activeTo === null || at < activeTo);
}

export const waitsForChats = (rule: AbsenceRule) => listensToChats(rule.definition.when);
