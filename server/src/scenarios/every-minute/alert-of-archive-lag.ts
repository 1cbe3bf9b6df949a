import { archiveLagChanged } from '../../domains/chat-archive/events.ts';
import { decideAlert, noteAlert, readArchiveState } from '../../domains/chat-archive/lag.ts';
import { listAdminUserIds } from '../../domains/corp/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** WeCom forgets messages after five days: admins are told while there is time, and once more when all is well. */
export const alertOfArchiveLag = scenario({
  name: 'alert-of-archive-lag',
  on: archiveLagChanged,
  async run(tx, _event, _facts, _now, { config, clock }) {
    const machineNow = clock.machineNow();
    const state = await readArchiveState(tx, machineNow);
    if (!state) return skipped('还没有收取过会话存档');
    const { alert, tell } = config.archive ? decideAlert(state) : ({ alert: 'told', tell: null } as const);
    await noteAlert(tx, alert, machineNow);
    if (!tell) return skipped(config.archive ? '刚开始延迟或已经恢复' : '没有配置会话内容存档');
    const minutes = Math.round(state.lagMs / 60_000);
    for (const userId of await listAdminUserIds(tx, config.adminUserIds))
      await notify(tx, userId, {
        kind: 'system',
        link: '/manager/#/doctor',
        ...(tell === 'late'
          ? {
              title: `会话存档延迟了 ${minutes} 分钟`,
              text: '有新消息没有收取。企业微信只保留 5 天,请打开系统自检,按提示处理。',
            }
          : { title: '会话存档恢复正常', text: '延迟的消息已经全部收取。' }),
      });
    return done();
  },
});
