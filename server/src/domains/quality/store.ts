import { QualityActionKind, type WorkingHours } from '@zhike/shared/contracts/quality';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberScopeSql } from '../corp/member-scope.ts';
import type { DataScope } from '../corp/viewer.ts';
import { QualityActionRow, QualityHitRow, QualityWordGroupRow } from './entity.ts';
import { HitNotFound, WordGroupNotFound } from './errors.ts';

export function listWordGroups(tx: Tx): Promise<QualityWordGroupRow[]> {
  return tx.createQueryBuilder(QualityWordGroupRow, 'g').where('g.deletedAt IS NULL').orderBy('g.id', 'DESC').getMany();
}

export async function getWordGroup(tx: Tx, groupId: string, lock = false): Promise<QualityWordGroupRow> {
  const group = await findRow(tx, QualityWordGroupRow, { id: groupId }, { lock });
  if (!group || group.deletedAt !== null) throw new WordGroupNotFound({ groupId });
  return group;
}

const OFFICE_HOURS: WorkingHours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const USUAL_AMOUNT: Partial<Record<QualityActionKind, number>> = { no_reply: 30, no_follow_up: 7 };

export const countsAmount = (action: QualityActionKind) => USUAL_AMOUNT[action] !== undefined;

/** As nobody has set it yet. */
export function unsetAction(action: QualityActionKind): QualityActionRow {
  const amount = USUAL_AMOUNT[action] ?? 0;
  return {
    action,
    isOn: false,
    onSince: 0,
    level: 'middle',
    amount,
    departmentIds: [],
    hours: OFFICE_HOURS,
    version: 0,
  };
}

export async function listActions(tx: Tx): Promise<QualityActionRow[]> {
  const rows = new Map((await tx.find(QualityActionRow)).map((row) => [row.action, row]));
  return QualityActionKind.options.map((action) => rows.get(action) ?? unsetAction(action));
}

/** The hit, when the viewer may see it; one outside of the scope is not there. */
export async function getVisibleHit(tx: Tx, scope: DataScope, hitId: string, lock = false): Promise<QualityHitRow> {
  const hit = await findRow(tx, QualityHitRow, { id: hitId }, { lock });
  const condition = memberScopeSql(scope, 'h.user_id');
  const isVisible =
    hit !== null &&
    (condition === null ||
      (
        (await tx.query(`SELECT 1 AS seen FROM quality_hit h WHERE h.id = ? AND ${condition.sql}`, [
          hitId,
          ...condition.values,
        ])) as unknown[]
      ).length > 0);
  if (!isVisible) throw new HitNotFound({ hitId });
  return hit;
}
