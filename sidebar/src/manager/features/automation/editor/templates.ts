import type { RulePartsView } from '@zhike/shared/contracts/automation';
import { emptyForm, emptyHappening, emptyMessage, newAction, type RuleForm } from './form.ts';

export interface RuleTemplate {
  key: string;
  title: string;
  /** What it is good for, with an example. */
  text: string;
  fill(): Partial<RuleForm>;
  /** The event it waits for: left out where the server does not know it. */
  trigger?: string;
}

const task = (title: string) => ({ ...newAction('create_task'), title }) as RuleForm['actions'][number];
const notice = (text: string) => ({ ...newAction('notify'), text }) as RuleForm['actions'][number];
const event = (what: string, condition: string) => ({
  kind: 'event' as const,
  event: { ...emptyHappening(what), conditions: [{ key: condition, values: [] }] },
});

/** Where most rules begin: complete but for what only the company knows, its tags, codes and groups. */
export const templates: readonly RuleTemplate[] = [
  {
    key: 'keyword',
    title: '提到关键词就打标签',
    text: '客户说到「价格」「多少钱」时,打上「有意向」。',
    fill: () => ({
      name: '提到价格打标签',
      kind: 'message',
      message: { ...emptyMessage, any: ['价格', '多少钱', '怎么卖'], inGroups: 'all' },
      actions: [newAction('tag')],
    }),
  },
  {
    key: 'channel',
    title: '从渠道来就打标签',
    text: '扫「春季展会」的码添加好友后,打上「展会客户」。',
    trigger: 'customer.added',
    fill: () => ({ name: '渠道客户打标签', ...event('customer.added', 'channel'), actions: [newAction('tag')] }),
  },
  {
    key: 'silence',
    title: '几天没回复就跟进',
    text: '员工发言后客户 3 天没有回复,打上「待激活」并提醒负责人。',
    fill: () => ({ name: '3 天没有回复', kind: 'absence', actions: [newAction('tag'), task('再联系一次')] }),
  },
  {
    key: 'return',
    title: '沉默很久又开口',
    text: '客户 30 天没说话,今天又来了,马上通知负责人。',
    fill: () => ({
      name: '沉默 30 天后又开口',
      kind: 'message',
      message: { ...emptyMessage, match: 'whatever', quietOn: true, quietDays: 30 },
      actions: [notice('沉默很久的客户又来说话了,请尽快回复')],
    }),
  },
  {
    key: 'twice',
    title: '短时间内反复问价',
    text: '3 天内两次说到「价格」,打上「高意向」并通知负责人。',
    fill: () => ({
      name: '3 天内两次问价',
      kind: 'message',
      message: { ...emptyMessage, any: ['价格'], timesOn: true, timesCount: 2, timesHours: 72 },
      actions: [newAction('tag'), notice('客户反复在问价格,请尽快报价')],
    }),
  },
  {
    key: 'group',
    title: '进了某个群就打标签',
    text: '客户加入「会员福利群」后,打上「会员」。',
    trigger: 'group.joined',
    fill: () => ({ name: '进群打标签', ...event('group.joined', 'group'), actions: [newAction('tag')] }),
  },
  {
    key: 'anniversary',
    title: '纪念日提醒',
    text: '首次添加满一年的那天早上,提醒负责人送上问候。',
    fill: () => ({
      name: '认识周年提醒',
      kind: 'date',
      date: { date: 'customer.first_added', offsetDays: 0, repeat: 'yearly', at: '09:00' },
      actions: [task('今天是认识的纪念日,送上问候')],
    }),
  },
];

export function usableTemplates(parts: RulePartsView): RuleTemplate[] {
  return templates.filter(({ trigger }) => !trigger || parts.triggers.some(({ key }) => key === trigger));
}

/** The form a template begins with; the empty one for a key that nobody knows. */
export function formFrom(key: string | null): RuleForm {
  const template = templates.find((one) => one.key === key);
  return { ...emptyForm(), ...template?.fill() };
}
