import type { SopForm, StepForm } from './form.ts';

/** What is wrong, by where it stands. */
export type Problems = Record<string, string>;

export function findProblems(form: SopForm): Problems {
  const problems: Problems = {};
  if (!form.name.trim()) problems.name = '请填写名称';
  if (form.start === 'tagged' && form.startTagIds.length === 0) problems.start = '请选择标签';
  if (form.start === 'stage' && !form.startStageId) problems.start = '请选择阶段';
  if (form.start === 'date' && !form.startFieldId) problems.start = '请选择日期字段';
  if (form.autoOn && form.autoFilterOn && form.autoFilter === null) problems.auto = '请把条件填完整';
  if (form.steps.length === 0) problems.steps = '请至少添加一个步骤';
  for (const step of form.steps) {
    const wrong = problemOfStep(step);
    if (wrong) problems[`step:${step.key}`] = wrong;
  }
  return problems;
}

function problemOfStep(step: StepForm): string | null {
  if (!step.title.trim()) return '请填写这一步的名称';
  if (step.moment === 'on' && !step.day) return '请选择日期';
  const least = step.moment === 'minutes' ? 0 : 1;
  if (step.moment !== 'on' && (step.count === null || step.count < least)) return '请填写时间';
  if (step.deed === 'send' && step.materialIds.length === 0 && step.scriptId === null) return '请选择要发送的素材';
  if (step.deed !== 'send' && !step.note.trim()) return '请写明要做什么';
  if (step.withinHours === null) return '请填写完成时限';
  if (step.filterOn && step.filter === null) return '请把这一步的条件填完整';
  return null;
}
