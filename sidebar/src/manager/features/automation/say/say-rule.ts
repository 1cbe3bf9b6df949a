import type { RulePartsView } from '@zhike/shared/contracts/automation';
import type { RuleAction, RuleDefinition, RuleRecipients } from '@zhike/shared/contracts/automation-rule';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { shortened } from '../../../../shared/format/shortened.ts';
import { exactTime } from '../../../../shared/format/time.ts';
import { labelOfField, type RuleParts } from '../rule-parts.ts';
import { type NameOf, sayHours, sayName, sayNames } from './name-of.ts';
import { sayWhen } from './say-when.ts';

type SetField = Extract<RuleAction, { kind: 'set_field' }>;

/** A rule as people say it, part by part. */
export interface RuleInWords {
  when: string;
  whom: string;
  acts: string[];
  limits: string[];
}

/** Everything a rule says. `filter` is the filter's own sentence, from the server; null while it is not there yet. */
export function sayRule(
  definition: RuleDefinition,
  parts: RuleParts,
  nameOf: NameOf,
  filter: string | null,
): RuleInWords {
  return {
    when: sayWhen(definition.when, parts, nameOf),
    whom: definition.filter ? `客户符合:${filter ?? '(条件读取中)'}` : '所有客户',
    acts: sayActs(definition, parts, nameOf, inFull),
    limits: sayLimits(definition),
  };
}

/** In one sentence, for lists. */
export function sayRuleShort({ when, filter, actions }: RuleDefinition, parts: RuleParts, nameOf: NameOf): string {
  const whom = filter ? ',且客户符合条件' : '';
  const acts = sayActs({ actions }, parts, nameOf);
  return `当${sayWhen(when, parts, nameOf)}${whom}时,${acts.join('、')}`;
}

const inFull = (text: string) => text;

/** What a rule does, in its order; of a text of several hundred characters only the beginning, unless it is wanted in full. */
export function sayActs(
  { actions }: Pick<RuleDefinition, 'actions'>,
  parts: RuleParts,
  nameOf: NameOf,
  sayText: (text: string) => string = shortened,
): string[] {
  return actions.map((action) =>
    action.kind === 'set_field' ? saySetField(action, parts, nameOf, sayText) : sayAction(action, parts, nameOf),
  );
}

/** What an action of this kind is called. */
export function labelOfAction(kind: string, parts: RulePartsView): string {
  return parts.actions.find((one) => one.kind === kind)?.label ?? kind;
}

function sayAction(action: Exclude<RuleAction, SetField>, parts: RuleParts, nameOf: NameOf): string {
  const label = labelOfAction(action.kind, parts);
  switch (action.kind) {
    case 'tag':
    case 'untag':
      return `${label}${sayNames(action.tagIds, (id) => nameOf('tag', id))}`;
    case 'set_stage':
      return `${label}为${sayName(action.stageId, (id) => nameOf('stage', id))}`;
    case 'assign': {
      const people = sayNames(action.userIds, (id) => nameOf('member', id));
      return action.userIds.length > 1 ? `${label}(轮流):${people}` : `${label}:${people}`;
    }
    case 'notify':
      return `通知${sayRecipients(action.to, nameOf)}:「${action.text}」`;
    case 'create_task':
      return `给${sayRecipients(action.to, nameOf)}创建待办「${action.title}」,${
        action.dueInHours === null ? '当天下班前完成' : `${sayHours(action.dueInHours)}内完成`
      }`;
    case 'enrol_sop':
      return `${label}${sayName(action.sopId, (id) => nameOf('sop', id))}`;
    case 'webhook':
      return `${label}${sayName(action.webhookId, (id) => nameOf('webhook', id))}`;
  }
}

function saySetField(
  { fieldId, value }: SetField,
  { fields }: RuleParts,
  nameOf: NameOf,
  sayText: (text: string) => string,
): string {
  const field = fields.find(({ id }) => id === fieldId);
  const name = sayName(fieldId, (id) => (field ? labelOfField(field) : nameOf('custom_field', id)));
  if (value === null) return `清空${name}`;
  if (value.kind === 'today') return `把${name}设为执行当天`;
  return `把${name}设为「${sayText(sayFieldValue(field ?? { unit: null, options: [] }, value)) || '未填写'}」`;
}

function sayRecipients(to: RuleRecipients, nameOf: NameOf): string {
  return to.kind === 'owner' ? '客户的负责人' : sayNames(to.userIds, (id) => nameOf('member', id));
}

function sayLimits({ cooldownHours, priority, stopsOthers, activeFrom, activeTo }: RuleDefinition): string[] {
  const said = [
    cooldownHours === 0 ? '同一位客户每次满足都执行' : `同一位客户 ${sayHours(cooldownHours)}内最多执行一次`,
    priority > 0 && `优先级 ${priority}(数字大的先执行)`,
    stopsOthers && '执行后,优先级更低的规则不再处理同一件事',
    activeFrom !== null && activeTo !== null
      ? `只在 ${exactTime(activeFrom)} 到 ${exactTime(activeTo)} 之间有效`
      : activeFrom !== null
        ? `从 ${exactTime(activeFrom)} 起有效`
        : activeTo !== null && `到 ${exactTime(activeTo)} 为止`,
  ];
  return said.filter((one) => typeof one === 'string');
}
