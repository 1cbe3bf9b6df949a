import type { GroupLeavingAlert } from '@zhike/shared/contracts/group-joining';
import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { GroupLeavingAlertRow } from './entity.ts';

/** Until somebody sets it otherwise. */
const usualLeavingAlert: GroupLeavingAlert = { isOn: true, count: 10, hours: 24 };
/** In a small group fewer are many. */
const SHARE = 0.2;
const AT_LEAST = 3;

export async function findLeavingAlert(tx: Tx): Promise<GroupLeavingAlert> {
  const row = await findRow(tx, GroupLeavingAlertRow, { id: 'all' });
  return row ? { isOn: row.isOn, count: row.count, hours: row.hours } : usualLeavingAlert;
}

/** How many leaving within the span of a group that had so many outside people are many. */
export function manyOf(people: number, count: number): number {
  return Math.min(count, Math.max(AT_LEAST, Math.ceil(people * SHARE)));
}

export async function saveLeavingAlert(
  { db }: Pick<Dependencies, 'db'>,
  viewer: MemberViewer,
  { isOn, count, hours }: GroupLeavingAlert,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findLeavingAlert(tx);
    const row = { id: 'all', is_on: Number(isOn), count, hours };
    await upsertRows(tx, 'group_leaving_alert', [row], ['id'], ['is_on', 'count', 'hours']);
    await audit(tx, viewer, {
      action: 'group_chat.set_leaving_alert',
      subject: { kind: 'group_leaving_alert', id: 'all' },
      before: { ...before },
      after: { isOn, count, hours },
    });
  });
}
