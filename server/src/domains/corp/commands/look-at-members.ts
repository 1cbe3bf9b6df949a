import type { Dependencies } from '../../../dependencies.ts';
import { select } from '../../../platform/database/sql.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { readMember } from '../read-member.ts';
import { markChecked, markMemberGone, saveMembers } from '../save-members.ts';
import { IDLE_MS } from '../session-store.ts';

const MEMBERS_AT_ONCE = 8;
const TURN_MS = 8_000;
/** Looked at recently by something else: no need to ask again, ms. */
const FRESH_MS = 30 * 60_000;
const GIVE_UP_AFTER_MS = 50 * 60_000;

interface TurnInput {
  /** Machine time; whoever was looked at since is left out, so that the turns of one look come to an end. */
  checkedBefore: number;
}

/**
 * Asks WeCom for the status of everybody who can be added by customers or has a session, oldest look first
 * (user/get, doc 90196). One who has left is out of all codes within the hour.
 */
export const lookAtMembers: CommandFactory<Dependencies, TurnInput, boolean> = command<TurnInput, boolean>({
  name: 'look-at-members',
  repeatIsHarmless: '只读取成员状态,重复执行结果相同',
  serialKey: () => 'look-at-members',
  // The next hour brings the next look.
  giveUpAfterMs: GIVE_UP_AFTER_MS,

  /** True when members are left. */
  async send({ checkedBefore }, { db, wecom, clock }) {
    const stopAt = clock.machineNow() + TURN_MS;
    while (clock.machineNow() < stopAt) {
      const rows = await select<{ user_id: string }>(
        db.read,
        `SELECT m.user_id FROM member m WHERE m.status = 'active' AND m.checked_at < ?
         AND (m.is_follow_user = 1 OR EXISTS (SELECT 1 FROM session s WHERE s.user_id = m.user_id AND s.seen_at > ?))
         ORDER BY m.checked_at LIMIT ?`,
        [checkedBefore - FRESH_MS, clock.machineNow() - IDLE_MS, MEMBERS_AT_ONCE],
      );
      const looks = await Promise.all(
        rows.map(async ({ user_id: userId }) => ({ userId, found: await readMember(wecom, userId, { lane: 'bulk' }) })),
      );
      const moment = { now: clock.now(), machineNow: clock.machineNow() };
      await db.transaction(async (tx) => {
        await saveMembers(
          tx,
          looks.flatMap(({ found }) => (found.status === 'found' ? [found.member] : [])),
          moment,
        );
        for (const { userId, found } of looks) {
          if (found.status !== 'found') await markMemberGone(tx, userId, found.status, moment);
        }
        await markChecked(
          tx,
          rows.map((row) => row.user_id),
          moment.machineNow,
        );
      });
      if (rows.length < MEMBERS_AT_ONCE) return false;
    }
    return true;
  },

  async onDone(tx, input, more) {
    if (more) await enqueue(tx, lookAtMembers(input));
  },
});
