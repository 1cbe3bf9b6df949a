import { findChannelByState, usableTagIds } from '../../domains/channel/store.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { applyTags } from '../../domains/customer/tags.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Whoever comes through a channel carries its tags, in our books and in WeCom. Also once a half friend is confirmed: WeCom takes no tags before. */
export const tagByChannel = scenario({
  name: 'tag-by-channel',
  on: customerArchived,
  // A first sync brings everybody who ever came another way.
  concerns: ({ viaSync, state }) => !viaSync || state !== null,
  async run(tx, event, _facts, now) {
    const { state, userId } = event.payload;
    const channel = await findChannelByState(tx, state);
    if (!channel || !event.customerId) return skipped('不是通过渠道码添加');
    if (channel.tagIds.length === 0) return skipped('渠道没有设置标签');
    const tagIds = await usableTagIds(tx, channel.tagIds);
    if (tagIds.length === 0) return skipped('渠道设置的标签都已被删除');
    const origin = { kind: 'scan', ref: channel.id } as const;
    const { added } = await applyTags(tx, { customerId: event.customerId, tagIds, origin, userId, now });
    return added.length > 0 ? done() : skipped('客户已经有这些标签');
  },
});
