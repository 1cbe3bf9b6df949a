import type { RuleExplanation } from '@zhike/shared/contracts/customer';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { CauseKind } from './entity.ts';
import { placesOf, positionOf } from './said.ts';

/** What a rule left on a customer, a tag or the value of a field: by which version, and when. */
export interface RuleMark {
  versionId: string;
  at: number;
}

export type Explain = (mark: RuleMark) => RuleExplanation | null;

interface HitRow {
  id: string;
  version_id: string;
  at: number | string;
  cause_kind: CauseKind;
  cause_ref: string;
  cause_at: number | string;
  words: string;
}

/**
 * Why a rule did that: which rule in which version, and what made it act. By version, customer and moment. The message itself is pointed to
 * only where this viewer may read it.
 */
export async function explainMarks(
  tx: Tx,
  scope: DataScope,
  customerId: string,
  marks: readonly RuleMark[],
): Promise<Explain> {
  const versionIds = [...new Set(marks.map((mark) => mark.versionId))];
  if (versionIds.length === 0) return () => null;
  const versions = await select<{ id: string; rule_id: string; name: string; number: number }>(
    tx,
    `SELECT id, rule_id, name, number FROM rule_version WHERE id ${inList(versionIds)}`,
    versionIds,
  );
  const hits = await select<HitRow>(
    tx,
    `SELECT id, version_id, at, cause_kind, cause_ref, cause_at, words FROM rule_hit WHERE customer_id = ?
     AND version_id ${inList(versionIds)} AND at ${inList(marks)}`,
    [customerId, ...versionIds, ...marks.map((mark) => mark.at)],
  );
  const messageOf = (hit: HitRow) => positionOf({ kind: hit.cause_kind, ref: hit.cause_ref });
  const places = await placesOf(
    tx,
    scope,
    hits.flatMap((hit) => messageOf(hit) ?? []),
  );
  return ({ versionId, at }) => {
    const version = versions.find(({ id }) => id === versionId);
    if (!version) return null;
    const hit = hits.find((one) => one.version_id === versionId && Number(one.at) === at);
    return {
      ruleId: version.rule_id,
      name: version.name,
      version: Number(version.number),
      hitId: hit?.id ?? null,
      cause: hit
        ? {
            kind: hit.cause_kind,
            at: Number(hit.cause_at),
            words: JSON.parse(hit.words) as string[],
            message: places.get(messageOf(hit) ?? -1) ?? null,
          }
        : null,
    };
  };
}
