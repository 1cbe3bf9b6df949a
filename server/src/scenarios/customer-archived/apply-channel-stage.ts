import { findChannelByState } from '../../domains/channel/store.ts';
import { setStage } from '../../domains/customer/decisions.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { listStages } from '../../domains/field/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A channel may say where its new customers stand. Who was known before keeps the stage that people have worked for. */
export const applyChannelStage = scenario({
  name: 'apply-channel-stage',
  on: customerArchived,
  // A first sync brings everybody who ever came another way.
  concerns: ({ viaSync, state }) => !viaSync || state !== null,
  async run(tx, event, _facts, now) {
    const { state, isNew } = event.payload;
    const { customerId } = event;
    if (!isNew || !customerId) return skipped('不是新客户,保留原来的阶段');
    const channel = await findChannelByState(tx, state);
    if (!channel?.stageId) return skipped(channel ? '渠道没有设置阶段' : '不是通过渠道码添加');
    const { id, stageId } = channel;
    if (!(await listStages(tx)).some((stage) => stage.id === stageId)) return skipped('渠道设置的阶段已被删除');
    return (await setStage(tx, { customerId, stageId, originRef: id, now })) ? done() : skipped('客户已经在这个阶段');
  },
});
