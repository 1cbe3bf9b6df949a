import { memberLeft } from '../../domains/corp/events.ts';
import { findLeadersOf, listAdminUserIds, memberCards } from '../../domains/corp/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { handOverOpenTasks } from '../../domains/task/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Taken in pieces. */
const PIECE = 200;

/** Open tasks of somebody who left go to the leader of her department, else to an admin, who is told. */
export const handOverTasks = scenario({
  name: 'hand-over-tasks',
  on: memberLeft,
  async run(tx, event, _facts, now, { config }) {
    const { userId } = event.payload;
    const [leader] = await findLeadersOf(tx, userId);
    const [admin] = leader ? [] : (await listAdminUserIds(tx, config.adminUserIds)).filter((one) => one !== userId);
    const successor = leader ?? admin;
    if (!successor) return skipped('没有主管也没有管理员可以接手,待办留在原处');
    let moved = 0;
    for (;;) {
      const count = await handOverOpenTasks(tx, userId, successor, now, { limit: PIECE, timeZone: config.timeZone });
      if (count === 0) break;
      moved += count;
    }
    if (moved === 0) return skipped('没有未完成的待办');
    const name = (await memberCards(tx, [userId])).get(userId)?.name ?? userId;
    await notify(tx, successor, {
      kind: 'task',
      name,
      title: `${name}的 ${moved} 项待办转给了你`,
      text: `${name}已离职或停用,其未完成的 ${moved} 项待办现在由你负责,请安排处理。`,
    });
    return done();
  },
});
