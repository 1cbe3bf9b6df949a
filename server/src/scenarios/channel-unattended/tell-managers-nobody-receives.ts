import { channelUnattended } from '../../domains/channel/events.ts';
import { findChannel } from '../../domains/channel/store.ts';
import { tellManagers } from '../../domains/channel/tell-managers.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The last rep of a code has gone: people still scan it, so somebody must be found now. */
export const tellManagersNobodyReceives = scenario({
  name: 'tell-managers-nobody-receives',
  on: channelUnattended,
  async run(tx, event, _facts, _now, { config }) {
    const channel = await findChannel(tx, event.payload.channelId);
    if (!channel || channel.status === 'deleted') return skipped('渠道码已删除');
    if (channel.receivers.why !== 'unattended') return skipped('已经有人接待');
    await tellManagers(tx, config, channel, {
      title: `渠道码「${channel.name}」无人接待`,
      text: '这个渠道码上已没有可以接待的员工,扫码的客户会联系不到人。请添加员工或备用员工。',
    });
    return done();
  },
});
