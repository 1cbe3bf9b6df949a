import { automationRuleActions } from '../domains/automation/rule-actions.ts';
import { behaviourRuleDates } from '../domains/behaviour/rule-dates.ts';
import { channelRuleTriggers } from '../domains/channel/rule-triggers.ts';
import { customRuleDates } from '../domains/customer/custom-rule-dates.ts';
import { customerRuleActions } from '../domains/customer/rule-actions.ts';
import { customerRuleDates, customerRuleTriggers } from '../domains/customer/rule-triggers.ts';
import { groupRuleTriggers } from '../domains/group-chat/rule-triggers.ts';
import { sopRuleActions } from '../domains/sop/rule-actions.ts';
import { touchRuleTriggers } from '../domains/touch/rule-triggers.ts';
import { taskRuleTriggers } from '../domains/task/rule-triggers.ts';
import { RuleParts } from '../engines/rules/registry.ts';

/** What every rule can be made of, in the order in which the editor offers it. */
export const ruleParts = new RuleParts({
  triggers: [
    ...channelRuleTriggers,
    ...customerRuleTriggers,
    ...groupRuleTriggers,
    ...taskRuleTriggers,
    ...touchRuleTriggers,
  ],
  dates: [...customerRuleDates, ...behaviourRuleDates],
  dateFamilies: [customRuleDates],
  actions: [...customerRuleActions, ...sopRuleActions, ...automationRuleActions],
});
