import type { Filter, FilterCondition } from '@zhike/shared/contracts/filter';
import { businessDate } from '../../platform/business-time.ts';
import type { FilterWords } from './words.ts';

/** A filter as a person says it, e.g. 标签包含「高意向」,且最近联系时间不在最近 7 天内. */
export function sayFilter(filter: Filter, words: FilterWords, timeZone: string): string {
  const say = (one: Filter): string => {
    if ('all' in one) return one.all.map((part) => inner(part, 'any')).join(',且');
    if ('any' in one) return one.any.map((part) => inner(part, 'all')).join(',或');
    if ('not' in one) return sayNot(one.not);
    return sayCondition(one, words, timeZone);
  };
  /** In brackets when its own words join it otherwise. */
  const inner = (part: Filter, join: 'all' | 'any'): string => {
    const parts = (part as { all?: Filter[]; any?: Filter[] })[join];
    return parts && parts.length > 1 ? `(${say(part)})` : say(part);
  };
  const sayNot = (part: Filter): string => {
    if ('field' in part && (part.op === 'within_days' || part.op === 'next_days')) {
      const label = words.get(part.field)?.field.label ?? part.field;
      return `${label}不在${part.op === 'within_days' ? '最近' : '未来'} ${part.days} 天内`;
    }
    return `排除(${say(part)})`;
  };
  return say(filter);
}

function sayCondition(condition: FilterCondition, words: FilterWords, timeZone: string): string {
  const { field, names } = words.get(condition.field) ?? {};
  const label = field?.label ?? condition.field;
  const named = (values: string[], word: string) =>
    values.map((value) => `「${names?.get(value) ?? '已删除'}」`).join(word);
  switch (condition.op) {
    case 'any':
      return `${label}${field?.kind === 'set' ? '包含' : '是'}${named(condition.values, '或')}`;
    case 'all':
      return `${label}同时包含${named(condition.values, '和')}`;
    case 'none':
      return `${label}${field?.kind === 'set' ? '不包含' : '不是'}${named(condition.values, '或')}`;
    case 'empty':
      return `没有${label}`;
    case 'present':
      return `有${label}`;
    case 'within_days':
      return `${label}在最近 ${condition.days} 天内`;
    case 'before_days':
      return `${label}在最近 ${condition.days} 天以前`;
    case 'next_days':
      return `${label}在未来 ${condition.days} 天内`;
    case 'range':
      return `${label}${sayRange(condition, field?.kind === 'number' && field.unit ? ` ${field.unit}` : '')}`;
    case 'between': {
      const day = (at: number) => businessDate(at, timeZone);
      if (condition.from === undefined) return `${label}在 ${day(condition.to! - 1)} 及以前`;
      if (condition.to === undefined) return `${label}在 ${day(condition.from)} 及以后`;
      return `${label}在 ${day(condition.from)} 至 ${day(condition.to - 1)}`;
    }
    case 'contains':
      return `${label}包含「${condition.text}」`;
    case 'equals':
      return `${label}是「${condition.text}」`;
    case 'count':
      return `${sayDays(condition)}${named(condition.values, '或')}${sayTimes(condition)}`;
  }
}

function sayRange({ min, max }: { min?: number; max?: number }, unit: string): string {
  if (max === undefined) return `不少于 ${min}${unit}`;
  if (min === undefined) return `不多于 ${max}${unit}`;
  return min === max ? `等于 ${min}${unit}` : `在 ${min} 到 ${max}${unit}之间`;
}

function sayDays({ days, from, to }: { days?: number; from?: string; to?: string }): string {
  if (days !== undefined) return `最近 ${days} 天内`;
  if (from === undefined) return `在 ${to} 及以前`;
  if (to === undefined) return `在 ${from} 及以后`;
  return from === to ? `在 ${from} 当天` : `在 ${from} 至 ${to} 期间`;
}

function sayTimes({ min, max }: { min?: number; max?: number }): string {
  if (max === undefined) return `不少于 ${min} 次`;
  if (min === undefined) return max === 0 ? '一次也没有' : `不多于 ${max} 次`;
  return min === max ? `正好 ${min} 次` : ` ${min} 到 ${max} 次`;
}
