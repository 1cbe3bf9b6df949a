import { orderDueRules } from '../../domains/automation/commands/act-on-due-rules.ts';
import { rulesDue } from '../../domains/automation/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** An absence has lasted long enough, or a date rule's hour has come. */
export const actWhenDue = scenario({
  name: 'act-when-rules-are-due',
  on: rulesDue,
  async run(tx) {
    return (await orderDueRules(tx)) ? done() : skipped('已经排队');
  },
});
