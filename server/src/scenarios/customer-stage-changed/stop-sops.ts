import { customerStageChanged } from '../../domains/customer/events.ts';
import { stopWhere } from '../../domains/sop/stop-by-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A stage can end an SOP: the deal is done, or lost. */
export const stopSopsAtStage = scenario({
  name: 'stop-sops-at-stage',
  on: customerStageChanged,
  async run(tx, { customerId, occurredAt: at, payload }, _facts, now) {
    if (!customerId) return skipped('没有对应的客户');
    const says = ({ stageIds }: { stageIds: string[] }) => stageIds.includes(payload.toStageId);
    const stopped = await stopWhere(tx, [{ customerId, at }], 'stage', says, now);
    return stopped > 0 ? done() : skipped('没有 SOP 因此结束');
  },
});
