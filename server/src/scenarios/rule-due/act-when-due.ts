import { actOnDueRules } from '../../domains/automation/commands/act-on-due-rules.ts';
import { rulesDue } from '../../domains/automation/events.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** An absence has lasted long enough, or a date rule's hour has come. */
export const actWhenDue = scenario({
  name: 'act-when-rules-are-due',
  on: rulesDue,
  async run(tx) {
    await enqueue(tx, actOnDueRules({ date: null }));
    return done();
  },
});
