import type { EnrolmentView, SopStopReason } from '@zhike/shared/contracts/sop-enrolment';
import type { SopHappening } from '@zhike/shared/contracts/sop-play';
import type { PlayedTask } from './next-moment.ts';

/** A customer's way at one moment. */
export interface Standing {
  enrolment: EnrolmentView;
  tasks: readonly PlayedTask[];
}

const STOPPED: Record<SopStopReason, string> = {
  replied: '客户回复了',
  tag: '打上了结束的标签',
  stage: '进入了结束的阶段',
  lost: '客户已不是好友',
  by_hand: '员工手动结束',
  start_gone: '开始的日期没有了',
  deleted: 'SOP 已删除',
  taken_back: '加入已撤回',
};

/** What came about between two moments, in the order in which people would tell it. @param nameOf a member's name */
export function sayHappenings(
  before: Standing,
  after: Standing,
  now: number,
  nameOf: (userId: string) => string,
): SopHappening[] {
  return [
    ...sayReminders(before, after, now, nameOf),
    ...saySteps(before, after, now, nameOf),
    ...sayEnd(before.enrolment, after.enrolment, now),
  ];
}

function sayReminders(
  before: Standing,
  after: Standing,
  now: number,
  nameOf: (userId: string) => string,
): SopHappening[] {
  const later = new Map(after.tasks.map((task) => [task.id, task]));
  return before.tasks.flatMap((task): SopHappening[] => {
    const then = later.get(task.id);
    const isTold = then !== undefined && then.remindStep !== task.remindStep && then.status === 'open';
    if (!isTold || task.remindStep === null) return [];
    const rep = nameOf(task.assigneeUserId);
    if (task.remindStep === 'before')
      return [{ at: now, kind: 'reminded', text: `提醒${rep}:「${task.title}」快到期了` }];
    if (task.remindStep === 'due') return [{ at: now, kind: 'reminded', text: `提醒${rep}:「${task.title}」到期了` }];
    return [{ at: now, kind: 'escalated', text: `「${task.title}」一直没有完成,已告诉${rep}的主管` }];
  });
}

function saySteps(before: Standing, after: Standing, now: number, nameOf: (userId: string) => string): SopHappening[] {
  const earlier = new Map(before.enrolment.steps.map(({ stepId, state }) => [stepId, state]));
  const tasks = new Map(after.tasks.map((task) => [task.id, task]));
  return after.enrolment.steps.flatMap((step): SopHappening[] => {
    if (earlier.get(step.stepId) !== 'ahead' || step.state === 'ahead') return [];
    if (step.state === 'skipped')
      return [{ at: now, kind: 'skipped', text: `「${step.title}」跳过:${step.why ?? '没有轮到'}` }];
    if (step.massMessageId !== null)
      return [{ at: now, kind: 'opened', text: `「${step.title}」成为一次群发,等员工在企业微信里确认` }];
    const task = step.taskId === null ? undefined : tasks.get(step.taskId);
    return [
      { at: now, kind: 'opened', text: `「${step.title}」成为${task ? nameOf(task.assigneeUserId) : '员工'}的待办` },
    ];
  });
}

function sayEnd(before: EnrolmentView, after: EnrolmentView, now: number): SopHappening[] {
  if (before.status !== 'active' || after.status === 'active') return [];
  if (after.status === 'finished') return [{ at: now, kind: 'finished', text: '所有步骤都已到时,SOP 走完' }];
  return [{ at: now, kind: 'stopped', text: `提前结束:${after.stopReason === null ? '' : STOPPED[after.stopReason]}` }];
}
