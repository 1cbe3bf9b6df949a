import { Lunar } from 'lunar-typescript';
import { addDays, weekdayOf } from '@zhike/shared/formulas/calendar';
import { solarOfLunar } from './lunar-day.ts';
import { dayText } from './solar-day.ts';

/** Stable, for what is planned by it. */
export interface Festival {
  id: string;
  name: string;
}

export interface FestivalDay extends Festival {
  /** `2026-09-25`. */
  day: string;
}

type Rule = Festival & { dayIn(year: number): string };

const solar = (id: string, name: string, month: number, day: number): Rule => ({
  id,
  name,
  dayIn: (year) => dayText(year, month, day),
});
const lunar = (id: string, name: string, month: number, day: number): Rule => ({
  id,
  name,
  dayIn: (year) => solarOfLunar({ year, month, day, isLeapMonth: false }),
});
/** A solar term (节气) is the same moment of the sun everywhere; the day is China's. */
const term = (id: string, name: string, term: string): Rule => ({
  id,
  name,
  // The table of a lunar year begins in the December before: its June is always of the solar year.
  dayIn: (year) => Lunar.fromYmd(year, 6, 1).getJieQiTable()[term]!.toYmd(),
});
/** The so-manieth Sunday of a month. */
const sunday = (id: string, name: string, month: number, nth: number): Rule => ({
  id,
  name,
  dayIn: (year) => addDays(dayText(year, month, 1), 7 - weekdayOf(dayText(year, month, 1)) + 7 * (nth - 1)),
});

/** On which a company greets its customers. A lunar year's are those of the solar year it begins in; see `festivalsIn`. */
const rules: readonly Rule[] = [
  solar('new-year', '元旦', 1, 1),
  lunar('spring-festival', '春节', 1, 1),
  lunar('lantern-festival', '元宵节', 1, 15),
  solar('valentine', '情人节', 2, 14),
  lunar('dragon-head', '龙抬头', 2, 2),
  solar('women', '妇女节', 3, 8),
  term('qingming', '清明节', '清明'),
  solar('labour', '劳动节', 5, 1),
  solar('youth', '青年节', 5, 4),
  sunday('mother', '母亲节', 5, 2),
  solar('children', '儿童节', 6, 1),
  sunday('father', '父亲节', 6, 3),
  lunar('dragon-boat', '端午节', 5, 5),
  lunar('qixi', '七夕节', 7, 7),
  solar('army', '建军节', 8, 1),
  solar('teachers', '教师节', 9, 10),
  lunar('mid-autumn', '中秋节', 8, 15),
  solar('national', '国庆节', 10, 1),
  lunar('double-ninth', '重阳节', 9, 9),
  term('winter-solstice', '冬至', 'DONG_ZHI'),
  solar('christmas', '圣诞节', 12, 25),
  lunar('laba', '腊八节', 12, 8),
  // The north's; the south keeps it a day later.
  lunar('little-new-year', '小年', 12, 23),
  // The last day of the year, whether the month has 29 or 30.
  {
    id: 'new-years-eve',
    name: '除夕',
    dayIn: (year) => addDays(solarOfLunar({ year: year + 1, month: 1, day: 1, isLeapMonth: false }), -1),
  },
];

export const festivals: readonly Festival[] = rules.map(({ id, name }) => ({ id, name }));

/** Festivals of solar years, in the order of their days. A year can lack 腊八节 and have it twice in the next. */
export function festivalsIn(firstYear: number, lastYear: number): FestivalDay[] {
  const days: FestivalDay[] = [];
  // The end of a lunar year lies in the next solar year.
  for (let year = firstYear - 1; year <= lastYear; year += 1) {
    for (const { id, name, dayIn } of rules) days.push({ id, name, day: dayIn(year) });
  }
  const [first, last] = [dayText(firstYear, 1, 1), dayText(lastYear, 12, 31)];
  return days
    .filter(({ day }) => day >= first && day <= last)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
