import type { BehaviourGroup } from '@zhike/shared/contracts/customer-behaviour';
import type { Bars, Span } from './lay-out-bars.ts';

export const groupNames: Record<BehaviourGroup, string> = {
  said: '客户发言',
  contacted: '员工联系',
  read: '看素材',
  other: '其他',
};

export const spanNames: Record<Span, string> = { days: '近 30 天', weeks: '近 12 周' };

/** The picture in words, for whoever does not see it and for whoever is in a hurry. */
export function sayBehaviour({ sums, total, active, lastDay }: Bars, span: Span): string {
  if (total === 0) return `${spanNames[span]}没有往来`;
  const parts = sums.map(({ group, count }) => `${groupNames[group]} ${count} 次`).join('、');
  return `${spanNames[span]}有 ${active} ${span === 'days' ? '天' : '周'}往来:${parts}。最近一次在${sayDate(lastDay!)}`;
}

/** `11月8日` */
export function sayDate(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}
