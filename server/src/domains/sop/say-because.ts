import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { SopEnrolmentRow } from './entity.ts';

type Why = Pick<SopEnrolmentRow, 'becauseKind' | 'becauseRef'>;

/** Why each of these customers is in her SOP, one Chinese sentence each. */
export async function becauseOf(tx: Tx, enrolments: readonly Why[]): Promise<(enrolment: Why) => string> {
  const refsOf = (kind: Why['becauseKind']) => [
    ...new Set(enrolments.flatMap((one) => (one.becauseKind === kind && one.becauseRef ? [one.becauseRef] : []))),
  ];
  const starters = await startersOf(tx, refsOf('segment'));
  const members = await memberCards(tx, [...refsOf('hand'), ...starters.values()]);
  const nameOf = (userId: string) => members.get(userId)?.name ?? '员工';
  const rules = await rulesOf(tx, refsOf('rule'));
  return ({ becauseKind, becauseRef }) => {
    switch (becauseKind) {
      case 'hand':
        return `由${nameOf(becauseRef ?? '')}加入`;
      case 'rule':
        return `自动化规则「${rules.get(becauseRef ?? '') ?? '已删除'}」加入`;
      case 'segment':
        return `由${nameOf(starters.get(becauseRef ?? '') ?? '')}批量加入`;
      case 'start':
        return '满足开始条件,自动加入';
    }
  };
}

async function rulesOf(tx: Tx, versionIds: string[]): Promise<Map<string, string>> {
  if (versionIds.length === 0) return new Map();
  const rows = await select<{ id: string; name: string }>(
    tx,
    `SELECT id, name FROM rule_version WHERE id ${inList(versionIds)}`,
    versionIds,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Who let many begin, by the job. */
async function startersOf(tx: Tx, jobIds: string[]): Promise<Map<string, string>> {
  if (jobIds.length === 0) return new Map();
  const rows = await select<{ id: string; user_id: string }>(
    tx,
    `SELECT id, started_by AS user_id FROM sop_enrol_job WHERE id ${inList(jobIds)}`,
    jobIds,
  );
  return new Map(rows.map(({ id, user_id: userId }) => [id, userId]));
}
