import type { DataSource } from 'typeorm';
import { KeywordMatch } from '@zhike/shared/contracts/keywords';
import type { QualityActionKind } from '@zhike/shared/contracts/quality';
import { KeywordSet } from '../../engines/keywords/keyword-set.ts';
import { select } from '../../platform/database/sql.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { withSubDepartments } from '../corp/roles.ts';
import { departmentsOf, listDepartments } from '../corp/store.ts';
import { type QualityActionRow, QualityWordGroupRow } from './entity.ts';
import { listActions } from './store.ts';

/** What is looked for now. */
export interface LookFor {
  groups: QualityWordGroupRow[];
  /** By the place in `groups`. */
  words: KeywordSet<number>;
  actions: ReadonlyMap<QualityActionKind, QualityActionRow>;
  /** Within how many minutes of which hours an answer is expected, also while nobody looks for missed ones. */
  answering: Pick<QualityActionRow, 'amount' | 'hours'>;
}

const compiled = new WeakMap<DataSource, { stamp: string; lookFor: LookFor }>();

/** Read once a transaction, compiled once a change. */
export function loadLookFor(tx: Tx): Promise<LookFor> {
  return readOnce(tx, 'quality look-for', async () => {
    const [row] = await select<{ words: number | string | null; actions: number | string | null }>(
      tx,
      'SELECT (SELECT SUM(version) FROM quality_word_group) AS words, (SELECT SUM(version) FROM quality_action) AS actions',
    );
    const stamp = `${row?.words} ${row?.actions}`;
    const known = compiled.get(tx.dataSource);
    if (known?.stamp === stamp) return known.lookFor;
    const groups = await tx
      .createQueryBuilder(QualityWordGroupRow, 'g')
      .where('g.deletedAt IS NULL AND g.isOn = 1')
      .orderBy('g.id')
      .getMany();
    const actions = await listActions(tx);
    const lookFor = {
      groups,
      words: new KeywordSet(groups.map(({ words }, key) => ({ key, match: KeywordMatch.parse({ any: words }) }))),
      actions: new Map(actions.filter(({ isOn }) => isOn).map((row) => [row.action, row])),
      answering: actions.find(({ action }) => action === 'no_reply')!,
    };
    compiled.set(tx.dataSource, { stamp, lookFor });
    return lookFor;
  });
}

/** Whether a rule for departments counts for a member; asked for all members of a batch with two reads. */
export async function membershipOf(
  tx: Tx,
  userIds: readonly string[],
): Promise<(departmentIds: readonly number[], userId: string) => boolean> {
  const of = await departmentsOf(tx, [...new Set(userIds)]);
  const tree = await readOnce(tx, 'departments', () => listDepartments(tx));
  const reach = new Map<readonly number[], Set<number>>();
  return (departmentIds, userId) => {
    if (departmentIds.length === 0) return true;
    let all = reach.get(departmentIds);
    if (!all) reach.set(departmentIds, (all = new Set(withSubDepartments(departmentIds, tree))));
    return (of.get(userId) ?? []).some(({ departmentId }) => all.has(departmentId));
  };
}
