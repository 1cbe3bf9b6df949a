import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { channelTroubled } from '../../domains/channel/events.ts';
import { findChannel } from '../../domains/channel/store.ts';
import { tellManagers } from '../../domains/channel/tell-managers.ts';
import { memberCards } from '../../domains/corp/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Whoever made the code, and the admins, learn what WeCom refused and what to do. */
export const tellManagersOfTrouble = scenario({
  name: 'tell-managers-of-trouble',
  on: channelTroubled,
  async run(tx, event, _facts, _now, { config }) {
    const { channelId, code, userIds, isKnown } = event.payload;
    if (isKnown) return skipped('同样的问题已经提醒过');
    const channel = await findChannel(tx, channelId);
    if (!channel || channel.status === 'deleted') return skipped('渠道码已删除');
    const names = [...(await memberCards(tx, userIds)).values()].map((card) => card.name).join('、');
    await tellManagers(tx, config, channel, {
      title: `渠道码「${channel.name}」需要处理`,
      text: `${names ? `${names}:` : ''}${errorPhrases[code] ?? '企业微信拒绝了这个渠道码的设置'}`,
    });
    return done();
  },
});
