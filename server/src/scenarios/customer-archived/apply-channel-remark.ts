import { applyRemarkRule } from '@zhike/shared/formulas/remark-rule';
import { findChannelByState } from '../../domains/channel/store.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { changeRemark } from '../../domains/customer/relations.ts';
import { findCustomer, findRelation } from '../../domains/customer/store.ts';
import { businessDate } from '../../platform/business-time.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Names the customer in the rep's WeCom by the channel's rule, unless the rep has already named her. */
export const applyChannelRemark = scenario({
  name: 'apply-channel-remark',
  on: customerArchived,
  concerns: ({ viaSync }) => !viaSync,
  async run(tx, event, _facts, now, { config }) {
    const { state, userId, externalUserId, viaSync } = event.payload;
    if (viaSync) return skipped('同步发现的老客户,不改备注');
    const channel = await findChannelByState(tx, state);
    if (!channel?.remarkRule) return skipped(channel ? '渠道没有设置备注规则' : '不是通过渠道码添加');
    const customer = event.customerId ? await findCustomer(tx, event.customerId) : null;
    const relation = await findRelation(tx, userId, externalUserId);
    if (!customer || !relation) return skipped('客户资料已删除');
    if (relation.status === 'half') return skipped('员工还没有通过好友,通过后再改备注');
    if (relation.status !== 'active') return skipped('好友关系已经结束');
    // WeCom fills in the nickname by itself; anything else is the rep's own word.
    if (relation.remark && relation.remark !== customer.name) return skipped('员工已经改过备注');
    const day = businessDate(relation.addedAt, config.timeZone);
    const remark = applyRemarkRule(channel.remarkRule, { nickname: customer.name, channelName: channel.name, day });
    return (await changeRemark(tx, { relation, remark, by: 'rule', now })) ? done() : skipped('备注已经是这样');
  },
});
