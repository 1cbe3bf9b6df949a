import { findRow } from '../../../platform/database/find-row.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { command } from '../../command.ts';
import { listDepartments } from '../../corp/store.ts';
import { QualityWordGroupRow } from '../entity.ts';

interface Pushed {
  /** Null: WeCom has no rule of this group. */
  ruleId: string | null;
  /** What was told; a later change has a command of its own. */
  version: number;
}

/** Makes WeCom's own rule what the group says at the moment of the call, or takes it away. */
export const pushInterceptRule = command<{ groupId: string }, Pushed | null>({
  name: 'push-intercept-rule',
  repeatIsHarmless: '先按名称查找已建的规则再更新,不会重复创建',
  serialKey: ({ groupId }) => `intercept-rule ${groupId}`,

  async send({ groupId }, { db, wecom }) {
    const group = await findRow(db.read, QualityWordGroupRow, { id: groupId });
    if (!group) return null;
    const { version, words } = group;
    const does = isWanted(group);
    const name = ruleNameOf(group);
    // By the mark in its name too: a call without an answer may have made it.
    const found = (await wecom.interceptRule.list()).find(
      (rule) => rule.ruleId === group.wecomRuleId || rule.name.endsWith(markOf(group)),
    );
    if (!does) {
      if (found) await wecom.interceptRule.remove(found.ruleId);
      return { ruleId: null, version };
    }
    const departmentIds = group.departmentIds.length > 0 ? group.departmentIds : await topDepartments(db.read);
    if (!found) {
      const range = { userIds: [], departmentIds };
      return { ruleId: await wecom.interceptRule.add({ name, words, does, range }), version };
    }
    const now = await wecom.interceptRule.rangeOf(found.ruleId);
    await wecom.interceptRule.update(found.ruleId, {
      name,
      words,
      does,
      add: { userIds: [], departmentIds: departmentIds.filter((id) => !now.departmentIds.includes(id)) },
      remove: { userIds: now.userIds, departmentIds: now.departmentIds.filter((id) => !departmentIds.includes(id)) },
    });
    return { ruleId: found.ruleId, version };
  },

  async onDone(tx, { groupId }, pushed) {
    if (!pushed) return;
    await tx.update(QualityWordGroupRow, { id: groupId }, { wecomRuleId: pushed.ruleId });
    await tx.update(
      QualityWordGroupRow,
      { id: groupId, version: pushed.version },
      { interceptState: pushed.ruleId ? 'done' : 'none' },
    );
  },

  async onGaveUp(tx, { groupId }) {
    await tx.update(QualityWordGroupRow, { id: groupId }, { interceptState: 'failed' });
  },
});

/** WeCom watches what members write, nothing else. */
function isWanted({ intercept, isOn, speaker, deletedAt }: QualityWordGroupRow): 'block' | 'warn' | null {
  return intercept === 'off' || !isOn || speaker === 'customer' || deletedAt !== null ? null : intercept;
}

/** The end of our id: names have 20 characters, and a rule must be found again by its own. */
const markOf = ({ id }: Pick<QualityWordGroupRow, 'id'>) => `#${id.slice(-8)}`;
const ruleNameOf = (group: Pick<QualityWordGroupRow, 'id' | 'name'>) =>
  `${[...group.name].slice(0, 11).join('')}${markOf(group)}`;

async function topDepartments(tx: Tx): Promise<number[]> {
  const all = await listDepartments(tx);
  const known = new Set(all.map(({ id }) => id));
  return all.filter(({ parentId }) => !known.has(parentId)).map(({ id }) => id);
}
