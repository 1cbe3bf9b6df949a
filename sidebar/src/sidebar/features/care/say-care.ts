import type { CareDate } from '@zhike/shared/contracts/care-of-customer';

/** Earlier than this nobody needs to think of it beside a chat. */
const SOON_DAYS = 30;

/** 9月25日. */
const sayDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** 今天生日, 明天生日, 生日还有 3 天; null while it is far away. */
export function saySoon({ name, calendar, next }: CareDate): string | null {
  if (!next || next.daysLeft > SOON_DAYS) return null;
  const when =
    next.daysLeft === 0 ? `今天${name}` : next.daysLeft === 1 ? `明天${name}` : `${name}还有 ${next.daysLeft} 天`;
  const day = calendar === 'lunar' ? `农历${next.lunar}` : sayDay(next.day);
  return `${when} · ${day} · ${next.years} 岁`;
}

/** Of what stands in her profile: 农历八月十五 · 下次 9月25日,36 岁. */
export function sayDate({ lunar, next }: CareDate): string {
  return next ? `农历${lunar} · 下次 ${sayDay(next.day)},${next.years} 岁` : '还没有填写';
}
