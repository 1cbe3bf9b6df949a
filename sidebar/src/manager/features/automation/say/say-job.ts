import type { RuleJobView } from '@zhike/shared/contracts/automation-job';
import { sayCount } from '../../../../shared/format/number.ts';
import { dayOf } from '../../../../shared/format/time.ts';

export const jobNames: Record<RuleJobView['kind'], string> = { trial: '试运行', apply: '补做', undo: '撤回' };

export const jobStatusNames: Record<RuleJobView['status'], string> = {
  running: '进行中',
  done: '已完成',
  cancelled: '已停止',
  failed: '没有完成',
};

/** How far it is, 0–100; null while nobody knows how much there is. */
export function percentOf({ doneCount, totalCount, status }: RuleJobView): number | null {
  if (status === 'done') return 100;
  if (totalCount === null) return null;
  return totalCount === 0 ? 100 : Math.min(100, Math.floor((doneCount / totalCount) * 100));
}

/** What has been done so far, or was found. */
export function sayJob({
  kind,
  status,
  doneCount,
  totalCount,
  matchedCount,
  timesCount,
  keptCount,
}: RuleJobView): string {
  const of = totalCount === null ? '' : ` / ${sayCount(totalCount)}`;
  switch (kind) {
    case 'trial':
      if (status !== 'done') return `看了 ${sayCount(doneCount)}${of} 条`;
      return matchedCount === 0
        ? '没有客户会被触及'
        : `会触及 ${sayCount(matchedCount)} 位客户,共 ${sayCount(timesCount)} 次`;
    case 'apply':
      return `处理了 ${sayCount(doneCount)}${of} 位客户,执行 ${sayCount(matchedCount)} 位,${sayCount(keptCount)} 位不需要`;
    case 'undo':
      return `处理了 ${sayCount(doneCount)}${of} 次执行,撤回 ${sayCount(matchedCount)} 次,${sayCount(keptCount)} 次有没撤回的`;
  }
}

/** 2026-11-01 至 2026-11-28. */
export function sayPeriod({ from, to }: Pick<RuleJobView, 'from' | 'to'>): string {
  return from === null || to === null ? '' : `${dayOf(from)} 至 ${dayOf(to - 1)}`;
}
