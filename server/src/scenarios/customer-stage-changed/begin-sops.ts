import { customerStageChanged } from '../../domains/customer/events.ts';
import { beginByStart } from '../../domains/sop/begin-by-start.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A stage is what some SOPs begin with. */
export const beginSopsAtStage = scenario({
  name: 'begin-sops-at-stage',
  on: customerStageChanged,
  async run(tx, { id: eventId, customerId, occurredAt: startsAt, payload }, _facts, now, deps) {
    if (!customerId) return skipped('没有对应的客户');
    const begun = await beginByStart(
      tx,
      deps,
      { customerId, eventId, startsAt },
      (start) => start.kind === 'stage' && start.stageId === payload.toStageId,
      now,
    );
    return begun > 0 ? done() : skipped('没有 SOP 因此开始');
  },
});
