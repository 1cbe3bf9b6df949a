import { orderSopDates } from '../../domains/sop/commands/begin-sops-by-date.ts';
import { sopDatesDue } from '../../domains/sop/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A birthday, the end of a contract: the SOPs around it begin by themselves. */
export const beginSopsByDateWhenDue = scenario({
  name: 'begin-sops-by-date-when-due',
  on: sopDatesDue,
  async run(tx) {
    return (await orderSopDates(tx)) ? done() : skipped('已经排队');
  },
});
