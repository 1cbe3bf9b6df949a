import { findRow } from '../../../../platform/database/find-row.ts';
import { isWecomError } from '../../../../wecom/errors.ts';
import { command } from '../../../command.ts';
import { MomentRow } from '../entity.ts';

const CANCELLED_BEFORE = 41093;

/** Whoever has not published it cannot any more. */
export const cancelMomentTask = command<{ momentId: string }, void>({
  name: 'cancel-moment',
  repeatIsHarmless: '已停止的朋友圈任务再停一次没有影响',
  serialKey: ({ momentId }) => `moment ${momentId}`,

  async send({ momentId }, { db, wecom }) {
    const moment = await findRow(db.read, MomentRow, { id: momentId });
    if (!moment?.wecomId) return;
    try {
      await wecom.moment.cancel(moment.wecomId, { lane: 'bulk' });
    } catch (error) {
      if (!isWecomError(error, CANCELLED_BEFORE)) throw error;
    }
  },
});
