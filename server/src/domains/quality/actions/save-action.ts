import type { QualityActionKind, QualityLevel, WorkingHours } from '@zhike/shared/contracts/quality';
import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { insertRows } from '../../../platform/database/sql.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { waitForFollowUps } from '../commands/wait-for-follow-ups.ts';
import { QualityActionRow } from '../entity.ts';
import { AmountNeeded, QualityChangedMeanwhile } from '../errors.ts';
import { qualityChanged } from '../events.ts';
import { actionNames } from '../rules.ts';
import { countsAmount, unsetAction } from '../store.ts';

export interface ActionDraft {
  isOn: boolean;
  level: QualityLevel;
  amount: number;
  departmentIds: number[];
  hours: WorkingHours;
  version: number;
}

/** An admin says whether and when an action counts. */
export async function saveAction(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  action: QualityActionKind,
  { version, ...draft }: ActionDraft,
): Promise<QualityActionRow> {
  if (countsAmount(action) && draft.amount < 1) throw new AmountNeeded({ action });
  return db.transaction(async (tx) => {
    const now = clock.now();
    const before = await findRow(tx, QualityActionRow, { action }, { lock: true });
    if ((before?.version ?? 0) !== version) throw new QualityChangedMeanwhile();
    const onSince = draft.isOn && !before?.isOn ? now - (now % 1_000) : (before?.onSince ?? 0);
    const row = { ...draft, onSince, version: version + 1 };
    if (before) await tx.update(QualityActionRow, { action }, row);
    else {
      const inserted = await insertRows(
        tx,
        'quality_action',
        [
          {
            action,
            is_on: row.isOn,
            on_since: onSince,
            level: row.level,
            amount: row.amount,
            department_ids: JSON.stringify(row.departmentIds),
            hours: JSON.stringify(row.hours),
            version: row.version,
          },
        ],
        { ignoreDuplicates: true },
      );
      if (inserted === 0) throw new QualityChangedMeanwhile();
    }
    if (action === 'no_follow_up' && mustWaitAnew(before, row))
      await enqueue(tx, waitForFollowUps({ from: now, afterId: '' }));
    await audit(tx, viewer, {
      action: 'quality_action.update',
      subject: { kind: 'quality_action', id: action },
      before: told(action, before ?? unsetAction(action)),
      after: told(action, draft),
    });
    await recordEvent(
      tx,
      qualityChanged({ occurredAt: now, memberUserId: viewer.userId, payload: { byUserId: viewer.userId } }),
    );
    return { action, ...row };
  });
}

/** What was before somebody looked, or looked like this, does not count. */
const mustWaitAnew = (before: QualityActionRow | null, after: ActionDraft): boolean =>
  after.isOn &&
  (!before?.isOn ||
    before.amount !== after.amount ||
    after.departmentIds.some((id) => !before.departmentIds.includes(id)) ||
    (after.departmentIds.length === 0 && before.departmentIds.length > 0));

const told = (
  action: QualityActionKind,
  { isOn, level, amount, departmentIds, hours }: Omit<ActionDraft, 'version'>,
) => ({
  name: actionNames[action],
  isOn,
  level,
  amount,
  departmentIds,
  hours,
});
