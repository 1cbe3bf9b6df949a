import { findRow } from '../../../platform/database/find-row.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { execute } from '../../../platform/database/sql.ts';
import { command } from '../../command.ts';
import { FollowUserRow } from '../entity.ts';

export interface UpdateRemarkInput {
  userId: string;
  externalUserId: string;
  followUserId: string;
}

/** What was written; null when nobody is left to write a remark on. */
type Written = { remark: string | null; description: string | null } | null;

const RELATION_GONE = [84061, 40096];

/**
 * Tells WeCom the remark and description of one relation (doc 92115). It sends what our row says at that moment,
 * so of several changes the last one stands, whatever the order of retries.
 */
export const updateRemark = command<UpdateRemarkInput, Written>({
  name: 'update-remark',
  repeatIsHarmless: '每次都写入当前的备注,重复执行结果相同',
  serialKey: ({ userId, externalUserId }) => `remark ${userId} ${externalUserId}`,

  async send({ userId, externalUserId, followUserId }, { wecom, db }) {
    const relation = await findRow(db.read, FollowUserRow, { id: followUserId });
    if (!relation || (relation.status !== 'active' && relation.status !== 'half')) return null;
    const { remark, description } = relation;
    try {
      await wecom.externalContact.setRemark({
        userId,
        externalUserId,
        remark: remark ?? '',
        description: description ?? '',
      });
      return { remark, description };
    } catch (error) {
      if (isWecomError(error, ...RELATION_GONE)) return null;
      throw error;
    }
  },

  async onDone(tx, { followUserId }, written, now) {
    const relation = await findRow(tx, FollowUserRow, { id: followUserId });
    // Changed again meanwhile: the command of that change is still to come.
    if (!relation || (written && (written.remark !== relation.remark || written.description !== relation.description)))
      return;
    await execute(tx, "UPDATE follow_user SET remark_in_wecom = 'done', remark_settled_at = ? WHERE id = ?", [
      now,
      followUserId,
    ]);
  },

  /** Ours stays until WeCom is read again and says otherwise. */
  async onGaveUp(tx, { followUserId }) {
    await execute(tx, "UPDATE follow_user SET remark_in_wecom = 'failed' WHERE id = ?", [followUserId]);
  },
});
