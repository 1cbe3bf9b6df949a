import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { RuleRow, RuleVersionRow } from './entity.ts';
import { RuleNotFound, RuleVersionNotFound } from './errors.ts';
import { ruleChanged } from './events.ts';

export async function getRule(tx: Tx, ruleId: string, options: { lock?: boolean } = {}): Promise<RuleRow> {
  const rule = await findRow(tx, RuleRow, { id: ruleId }, options);
  if (!rule || rule.deletedAt !== null) throw new RuleNotFound({ ruleId });
  return rule;
}

export async function getVersion(tx: Tx, versionId: string): Promise<RuleVersionRow> {
  const version = await findRow(tx, RuleVersionRow, { id: versionId });
  if (!version) throw new Error('a rule without its version');
  return version;
}

export async function getVersionByNumber(tx: Tx, ruleId: string, number: number): Promise<RuleVersionRow> {
  const version = await findRow(tx, RuleVersionRow, { ruleId, number });
  if (!version) throw new RuleVersionNotFound({ version: number });
  return version;
}

/** By version the rule as it is called now; rules that are gone are named all the same. */
export async function rulesOfVersions(
  tx: Tx,
  versionIds: readonly string[],
): Promise<Map<string, { ruleId: string; name: string }>> {
  if (versionIds.length === 0) return new Map();
  const rows = await select<{ id: string; rule_id: string; name: string }>(
    tx,
    `SELECT v.id, v.rule_id, r.name FROM rule_version v JOIN rule r ON r.id = v.rule_id WHERE v.id ${inList(versionIds)}`,
    [...versionIds],
  );
  return new Map(rows.map((row) => [row.id, { ruleId: row.rule_id, name: row.name }]));
}

/**
 * What the rule's page says is wrong, until it is saved or switched on again. The first problem stays, unless it goes round in circles: that
 * is the rule's own fault, and outlasts what is wrong elsewhere. Returns whether it is news.
 */
export async function noteProblem(
  tx: Tx,
  ruleId: string,
  code: 'automation.loop' | 'automation.webhook_failed',
  at: number,
): Promise<boolean> {
  const rule = await findRow(tx, RuleRow, { id: ruleId }, { lock: true });
  if (!rule) return false;
  const known = rule.problem?.code;
  if (known !== undefined && (known === code || code !== 'automation.loop')) return false;
  await execute(tx, 'UPDATE rule SET problem = ? WHERE id = ?', [JSON.stringify({ code, at }), ruleId]);
  await recordEvent(tx, ruleChanged({ occurredAt: at, payload: { ruleId, byUserId: null } }));
  return true;
}
