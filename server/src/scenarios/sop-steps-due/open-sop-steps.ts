import { orderDueSopSteps } from '../../domains/sop/commands/open-due-steps.ts';
import { sopStepsDue } from '../../domains/sop/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The moment of some customers' steps has come. */
export const openSopSteps = scenario({
  name: 'open-sop-steps',
  on: sopStepsDue,
  async run(tx) {
    return (await orderDueSopSteps(tx)) ? done() : skipped('已经排队');
  },
});
