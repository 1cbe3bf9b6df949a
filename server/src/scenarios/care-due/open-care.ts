import { orderDueCare } from '../../domains/care/commands/open-due-care.ts';
import { careDue } from '../../domains/care/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The hour has come at which some customers are remembered. */
export const openCare = scenario({
  name: 'open-care',
  on: careDue,
  async run(tx) {
    return (await orderDueCare(tx)) ? done() : skipped('已经排队');
  },
});
