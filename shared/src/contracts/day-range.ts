import { z } from 'zod';
import { countDays } from '../formulas/calendar.ts';
import { Day } from './common.ts';

interface Range {
  from: string;
  to: string;
}

/** Business days of a statistic, both included: in their order, and at most so many, since they are counted while somebody waits. */
export function dayRange<More extends z.ZodRawShape = Record<never, never>>(mostDays: number, more: More = {} as More) {
  return z
    .object({ from: Day, to: Day, ...more })
    .refine((asked) => (asked as Range).from <= (asked as Range).to, {
      message: '开始日期不能晚于结束日期',
      path: ['from'],
    })
    .refine((asked) => countDays((asked as Range).from, (asked as Range).to) <= mostDays, {
      message: `统计最多查看 ${mostDays} 天,请缩短日期范围`,
      path: ['to'],
    });
}
