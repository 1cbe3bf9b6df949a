import type { CareCalendar, CareDraft, CareOccasion } from '@zhike/shared/contracts/care';
import { festivals } from '../../engines/lunar/festivals.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { nextKept } from './rules.ts';

/** Names of fields by id; what is no more is absent. */
export type FieldName = (fieldId: string) => string | undefined;

const festivalName = (festivalId: string) => festivals.find(({ id }) => id === festivalId)?.name ?? '节日';
const quoted = (name: string | undefined) => `「${name ?? '已删除的字段'}」`;

/** 12月3日. */
export function sayDay(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

function sayOccasion(occasion: CareOccasion, nameOf: FieldName): string {
  switch (occasion.kind) {
    case 'birthday':
      return `每位客户的${quoted(nameOf(occasion.fieldId))}${occasion.calendar === 'lunar' ? ',按农历' : ''}`;
    case 'anniversary': {
      const since = occasion.fieldId ? quoted(nameOf(occasion.fieldId)) : '添加好友';
      return occasion.afterDays === null ? `${since}每满一年` : `${since}满 ${occasion.afterDays} 天`;
    }
    case 'holiday':
      return `每年${festivalName(occasion.festivalId)}`;
  }
}

/** What the settings do, for people who did not write them. */
export function sayPlan(draft: CareDraft, nameOf: FieldName): string {
  const { occasion, daysBefore, time, dueTime, daysOff, filter, text, materialIds } = draft;
  const when = daysBefore === 0 ? `当天 ${time}` : `提前 ${daysBefore} 天的 ${time}`;
  const what = [text ? '祝福语' : null, materialIds.length > 0 ? `${materialIds.length} 份素材` : null];
  return [
    `${sayOccasion(occasion, nameOf)},${when} 给负责的员工一条待办,备好${what.filter((one) => one !== null).join('和')}`,
    `当天 ${dueTime} 前完成${daysOff === 'before' ? ';遇休息日提前到前一个工作日' : ''}`,
    filter ? '只提醒符合条件的客户' : '所有有人服务的客户都会提醒',
  ].join('。');
}

/** Why a task is there, and what stands in the list of a day: 36 岁生日(农历三月初八). */
export function sayWhat(
  occasion: CareOccasion,
  { day, date, calendar }: { day: string; date: string | null; calendar: CareCalendar },
  nameOf: FieldName,
): string {
  if (occasion.kind === 'holiday' || date === null)
    return `${festivalName(occasionId(occasion))}(${lunarDayText(day)})`;
  if (occasion.kind === 'anniversary') {
    const since = occasion.fieldId ? (nameOf(occasion.fieldId) ?? '纪念日') : '成为好友';
    if (occasion.afterDays !== null) return `${since}满 ${occasion.afterDays} 天`;
    return `${since} ${nextKept(date, 'solar', day).years} 周年`;
  }
  const { years } = nextKept(date, calendar, day);
  return calendar === 'lunar' ? `${years} 岁生日(农历${lunarDayText(day)})` : `${years} 岁生日`;
}

const occasionId = (occasion: CareOccasion) => (occasion.kind === 'holiday' ? occasion.festivalId : '');
