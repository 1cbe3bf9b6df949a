import { findRow } from '../../../platform/database/find-row.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { MassSliceRow } from '../entity.ts';

/** Cancelled meanwhile; reminded often enough, by somebody in the console. */
const NOTHING_TO_DO = [41093, 41094];

/** WeCom reminds a rep of one task. */
export const remindMassSlice = command<{ sliceId: string }, void>({
  name: 'remind-mass-slice',
  repeatIsHarmless: '最多多提醒员工一次,企业微信每 24 小时最多提醒三次',
  giveUpAfterMs: 3_600_000,

  async send({ sliceId }, { db, wecom }) {
    const slice = await findRow(db.read, MassSliceRow, { id: sliceId });
    if (slice?.status !== 'created' || !slice.msgId) return;
    try {
      await wecom.massMessage.remind(slice.msgId, { lane: 'bulk' });
    } catch (error) {
      if (isWecomError(error, ...NOTHING_TO_DO)) return;
      // Not worth asking twice whether she was reminded.
      if (isWecomError(error) && error.fault === 'unknown_outcome') return;
      throw error;
    }
  },
});
