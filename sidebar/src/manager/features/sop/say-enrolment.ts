import type { EnrolmentView, SopStopReason } from '@zhike/shared/contracts/sop-enrolment';

const reasons: Record<SopStopReason, string> = {
  replied: '客户回复了',
  tag: '打上了结束的标签',
  stage: '进入了结束的阶段',
  lost: '客户已不是好友',
  by_hand: '员工手动结束',
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

/** How far somebody is, in a few words. */
export function sayProgress({
  status,
  stopReason,
  steps,
}: Pick<EnrolmentView, 'status' | 'stopReason' | 'steps'>): string {
  if (status === 'finished') return `已走完 ${steps.length} 步`;
  if (status === 'stopped') return `已结束${stopReason ? `:${reasons[stopReason]}` : ''}`;
  const over = steps.filter(({ state }) => state !== 'ahead' && state !== 'open').length;
  return `第 ${Math.min(over + 1, steps.length)} 步 / 共 ${steps.length} 步`;
}
