import { forgetChatExports, listExpiredExports } from '../../domains/chat/commands/forget-exports.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { hourStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** What was taken out of the archive is there for seven days. */
export const forgetExpiredChatExports = scenario({
  name: 'forget-expired-chat-exports',
  on: hourStarted,
  async run(tx, _event, _facts, now) {
    const exportIds = await listExpiredExports(tx, now);
    if (exportIds.length === 0) return skipped('没有过期的导出文件');
    await enqueue(tx, forgetChatExports({ exportIds }));
    return done();
  },
});
