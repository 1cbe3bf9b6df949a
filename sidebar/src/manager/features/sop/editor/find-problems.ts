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
    for (const [field, wrong] of Object.entries(problemsOfStep(step))) problems[placeInStep(step.key, field)] = wrong;
  }
  return problems;
}

export type StepField = 'at' | 'title' | 'deed' | 'note' | 'within' | 'filter';
export const placeInStep = (key: string, field: string): string => `step:${key}:${field}`;

/** What is wrong with one step, by its field. */
export const problemsInStep = (problems: Problems, key: string): Partial<Record<StepField, string>> =>
  Object.fromEntries(
    Object.entries(problems)
      .filter(([place]) => place.startsWith(placeInStep(key, '')))
      .map(([place, problem]) => [place.slice(placeInStep(key, '').length), problem]),
  );

function problemsOfStep(step: StepForm): Partial<Record<StepField, string>> {
  const problems: Partial<Record<StepField, string>> = {};
  if (step.moment === 'on' && !step.day) problems.at = '请选择日期';
  const least = step.moment === 'minutes' ? 0 : 1;
  if (step.moment !== 'on' && (step.count === null || step.count < least)) problems.at = '请填写时间';
  if (!step.title.trim()) problems.title = '请填写这一步的名称';
  if (step.deed === 'send' && step.materialIds.length === 0 && step.scriptId === null)
    problems.deed = '请选择要发送的话术或素材';
  if (step.deed !== 'send' && !step.note.trim()) problems.note = '请写明要做什么';
  if (step.withinHours === null) problems.within = '请填写完成时限';
  if (step.filterOn && step.filter === null) problems.filter = '请把这一步的条件填完整';
  return problems;
}
