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

export interface TagExplanation {
  ruleId: string;
  name: string;
  version: number;
  /** Null: the record is gone. */
  cause: { kind: string; at: number; words: string[] } | null;
}

/** Why a rule put a tag there: which rule in which version, and what made it act. By version, customer and moment. */
export async function explainTags(
  tx: Tx,
  customerId: string,
  tags: readonly { versionId: string; at: number }[],
): Promise<(tag: { versionId: string; at: number }) => TagExplanation | null> {
  const versionIds = [...new Set(tags.map((tag) => tag.versionId))];
  if (versionIds.length === 0) return () => null;
  const versions = await select<{ id: string; rule_id: string; name: string; number: number }>(
    tx,
    `SELECT id, rule_id, name, number FROM rule_version WHERE id ${inList(versionIds)}`,
    versionIds,
  );
  const hits = await select<{
    version_id: string;
    at: number | string;
    cause_kind: string;
    cause_at: number | string;
    words: string;
  }>(
    tx,
    `SELECT version_id, at, cause_kind, cause_at, words FROM rule_hit WHERE customer_id = ? AND version_id ${inList(versionIds)}
     AND at ${inList(tags)}`,
    [customerId, ...versionIds, ...tags.map((tag) => tag.at)],
  );
  return ({ versionId, at }) => {
    const version = versions.find(({ id }) => id === versionId);
    if (!version) return null;
    const hit = hits.find((one) => one.version_id === versionId && Number(one.at) === at);
    return {
      ruleId: version.rule_id,
      name: version.name,
      version: Number(version.number),
      cause: hit ? { kind: hit.cause_kind, at: Number(hit.cause_at), words: JSON.parse(hit.words) as string[] } : null,
    };
  };
}
