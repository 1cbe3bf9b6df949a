import type { CarePlanView } from '@zhike/shared/contracts/care';
import type { IconName } from '../../components/icon.tsx';

export const kindNames: Record<CarePlanView['definition']['occasion']['kind'], string> = {
  birthday: '生日',
  anniversary: '纪念日',
  holiday: '节日',
};

export const kindIcons: Record<CarePlanView['definition']['occasion']['kind'], IconName> = {
  birthday: 'cake',
  anniversary: 'heart',
  holiday: 'gift',
};

/** 9月25日. */
export function sayDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

export const sayWeekday = (weekday: number): string => `周${'一二三四五六日'[weekday - 1]}`;
