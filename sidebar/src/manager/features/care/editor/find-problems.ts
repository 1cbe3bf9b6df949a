import { MAX_CARE_DAYS_BEFORE } from '@zhike/shared/formulas/care-limits';
import { unknownVariables } from '@zhike/shared/formulas/script-text';
import type { CareForm } from './form.ts';

/** What is wrong, by where it stands. */
export type Problems = Partial<Record<'title' | 'occasion' | 'when' | 'filter' | 'text', string>>;

export function findProblems(form: CareForm): Problems {
  const problems: Problems = {};
  const set = (where: keyof Problems, problem: string | null) => {
    if (problem) problems[where] = problem;
  };
  set('occasion', problemOfOccasion(form));
  set('when', problemOfTime(form));
  if (form.filterOn && form.filter === null) problems.filter = '请把条件填完整,或改为所有客户';
  set('text', problemOfWords(form));
  if (!form.title.trim()) problems.title = '请填写名称';
  return problems;
}

function problemOfOccasion(form: CareForm): string | null {
  if (form.kind === 'birthday' && !form.fieldId) return '请选择记录生日的字段';
  if (form.kind === 'holiday' && !form.festivalId) return '请选择节日';
  if (form.kind !== 'anniversary') return null;
  if (form.since === 'field' && !form.sinceFieldId) return '请选择日期字段';
  return form.rhythm === 'after' && form.afterDays === null ? '请填写天数' : null;
}

function problemOfTime({ daysBefore, time, dueTime }: CareForm): string | null {
  if (daysBefore === null || daysBefore > MAX_CARE_DAYS_BEFORE) return `提前天数请填 0 到 ${MAX_CARE_DAYS_BEFORE}`;
  return daysBefore === 0 && dueTime <= time ? '完成时限要晚于提醒时间' : null;
}

function problemOfWords({ text, materialIds }: CareForm): string | null {
  if (!text.trim() && materialIds.length === 0) return '请写祝福语,或选择要发送的素材';
  const unknown = unknownVariables(text);
  return unknown.length > 0 ? `不认识的变量:${unknown.join('、')}` : null;
}
