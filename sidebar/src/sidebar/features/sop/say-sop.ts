import type { EnrolmentView, SopStopReason } from '@zhike/shared/contracts/sop-enrolment';
import { sayDue } from '../../../shared/format/time.ts';

type Way = Pick<EnrolmentView, 'status' | 'stopReason' | 'steps'>;

const reasons: Record<SopStopReason, string> = {
  replied: '客户回复了',
  tag: '打上了结束的标签',
  stage: '进入了结束的阶段',
  lost: '客户已不是好友',
  by_hand: '手动结束',
  start_gone: '开始的日期没有了',
  deleted: 'SOP 已删除',
  taken_back: '加入已撤回',
};

export const stepStates = {
  ahead: '未到',
  open: '待完成',
  done: '已完成',
  dismissed: '已取消',
  skipped: '已跳过',
  unsent: '没有发出',
} as const;

/** Where a customer stands and what comes next, e.g. 第 2 步 / 共 5 步 · 下一步 明天 09:30. */
export function sayPosition({ status, stopReason, steps }: Way, now: number): string {
  if (status === 'finished') return `已走完 ${steps.length} 步`;
  if (status === 'stopped') return `已结束${stopReason ? `:${reasons[stopReason]}` : ''}`;
  const over = steps.filter(({ state }) => state !== 'ahead' && state !== 'open').length;
  const open = steps.find(({ state }) => state === 'open');
  const next = steps.find(({ state }) => state === 'ahead');
  const then = open ? `现在:${open.title}` : next ? `下一步 ${sayDue(next.dueAt, now)}` : null;
  return [`第 ${Math.min(over + 1, steps.length)} 步 / 共 ${steps.length} 步`, then].filter(Boolean).join(' · ');
}
