import type { BusinessHours, Happening, MessageWhen, RuleWhen } from '@zhike/shared/contracts/automation-rule';
import { labelOfDate, labelOfField, type RuleParts } from '../rule-parts.ts';
import { type NameOf, sayHours, sayNames } from './name-of.ts';

type Keywords = NonNullable<MessageWhen['keywords']>;

const speakers = { customer: '客户', rep: '员工', anyone: '客户或员工' } as const;
const units = { minutes: '分钟', hours: '小时', days: '天' } as const;
const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const SHOWN = 6;

/** What sets a rule off: one clause, in which nothing of the setting is left out. */
export function sayWhen(when: RuleWhen, parts: RuleParts, nameOf: NameOf): string {
  switch (when.kind) {
    case 'event':
      return sayHappening(when, parts, nameOf);
    case 'message':
      return sayMessage(when, nameOf);
    case 'date': {
      const label = labelOfDate(parts, when.date) ?? (when.date === '' ? '未选择的日子' : '已删除');
      const often = when.repeat === 'yearly' ? '每年到了' : '到了';
      return `${often}「${label}」${sayOffset(when.offsetDays)} ${when.at}`;
    }
    case 'absence': {
      const { start, unless, within } = when;
      const none = unless.map((one) => sayHappening(one, parts, nameOf)).join('、');
      return `${sayHappening(start, parts, nameOf)},之后 ${within.count} ${units[within.unit]}内没有发生:${none}`;
    }
  }
}

function sayHappening(happening: Happening, parts: RuleParts, nameOf: NameOf): string {
  if (happening.kind === 'said') {
    const words = happening.keywords ? sayKeywords(happening.keywords) : '发言';
    // In brackets, so that what else is waited for is not taken for a part of it.
    return `${speakers[happening.by]}在单聊里${words.includes(',') ? `发言(${words})` : words}`;
  }
  const trigger = parts.triggers.find(({ key }) => key === happening.trigger);
  const asked = happening.conditions.map(({ key, values }) => {
    const condition = trigger?.conditions.find((one) => one.key === key);
    const label = condition?.label ?? key;
    const input = condition?.input;
    const named = (value: string) =>
      input === 'options' || !input
        ? condition?.options.find((option) => option.value === value)?.label
        : (labelIn(parts, input, value) ?? nameOf(input, value));
    return `${label}${values.length > 1 ? '是其中之一:' : '是'}${sayNames(values, named)}`;
  });
  const label = `「${trigger?.label ?? (happening.trigger || '未选择的事')}」`;
  return asked.length > 0 ? `${label}(${asked.join(',')})` : label;
}

/** Fields are known without asking, so that their names are today's. */
function labelIn({ fields }: RuleParts, input: string, value: string): string | undefined {
  const field = input === 'custom_field' ? fields.find(({ id }) => id === value) : undefined;
  return field && labelOfField(field);
}

function sayMessage(when: MessageWhen, nameOf: NameOf): string {
  const { keywords, times, afterQuietDays, hours, saidBy } = when;
  const clauses = [
    `${speakers[saidBy]}${sayPlace(when, nameOf)}${keywords ? sayKeywords(keywords) : '发言'}`,
    afterQuietDays !== null && `且是沉默 ${afterQuietDays} 天以后的第一句`,
    times && `且 ${sayHours(times.withinHours)}内满 ${times.count} 次`,
    hours && `且时间在${sayHoursOfDay(hours)}`,
  ];
  return clauses.filter(Boolean).join(',');
}

function sayPlace({ inSingleChats, inGroups, chatIds }: MessageWhen, nameOf: NameOf): string {
  const groups =
    inGroups === 'none'
      ? ''
      : inGroups === 'all'
        ? '任何客户群'
        : `客户群${sayNames(chatIds, (id) => nameOf('group', id))}`;
  if (!inSingleChats) return `在${groups}里`;
  return groups ? `在单聊或${groups}里` : '在单聊里';
}

/** Every kind of condition is named; of long lists of words the first ones. */
function sayKeywords({ any, all, exact, near, none, pattern }: Keywords): string {
  const few = (words: readonly string[]) =>
    words.length === 0
      ? '「未填写」'
      : `「${words.slice(0, SHOWN).join('、')}」${words.length > SHOWN ? `等 ${words.length} 个词` : ''}`;
  const parts = [
    any.length > 0 && `提到${few(any)}${any.length > 1 ? '之一' : ''}`,
    all.length > 0 && `同时提到${few(all)}`,
    exact.length > 0 && `原话就是${few(exact)}${exact.length > 1 ? '之一' : ''}`,
    near && `相近地提到${few(near.words)}(从第一个到最后一个,中间最多夹 ${near.within} 个其他字)`,
    pattern && `说的话符合正则表达式 ${pattern}`,
    none.length > 0 && `没有提到${few(none)}`,
  ];
  return parts.filter(Boolean).join(',且') || '提到「未填写的关键词」';
}

/** 周一至周五 09:00–18:00 以内. */
function sayHoursOfDay({ weekdays: days, from, to, outside }: BusinessHours): string {
  const time = from === to ? '全天' : `${from} 至${to < from ? '次日 ' : ' '}${to} `;
  return `${sayWeekdays(days)} ${time}${outside ? '以外' : '以内'}`;
}

function sayWeekdays(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return '每天';
  const isRun = sorted.length > 2 && sorted.at(-1)! - sorted[0]! === sorted.length - 1;
  if (isRun) return `周${weekdays[sorted[0]! - 1]}至周${weekdays[sorted.at(-1)! - 1]}`;
  return `周${sorted.map((day) => weekdays[day - 1]).join('、')}`;
}

function sayOffset(days: number): string {
  if (days === 0) return '当天';
  return days < 0 ? `前 ${-days} 天` : `后 ${days} 天`;
}
