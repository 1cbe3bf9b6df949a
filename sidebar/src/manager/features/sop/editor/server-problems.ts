import { ApiError, phraseOf } from '../../../../shared/api/api-error.ts';
import { type Problems, placeInStep, type StepField } from './find-problems.ts';
import { inOrder, type SopForm } from './form.ts';

interface Issue {
  path?: string;
  message?: string;
  part?: string;
}

const GONE: Record<string, string> = {
  tag: '选的标签已被删除,请重新选择',
  stage: '选的阶段已被删除,请重新选择',
  field: '选的日期字段已不能使用,请重新选择',
  material: '有素材已停用或不在你可用的范围内,请重新选择',
  script: '话术已被删除或不在你可用的范围内,请重新选择',
};

/** Where in the form a refusal of the server belongs; null: nowhere in particular. */
export function problemsOf(error: unknown, form: SopForm): Problems | null {
  if (!(error instanceof ApiError)) return null;
  const { issues } = error.details;
  if (!Array.isArray(issues)) return null;
  const problems: Problems = {};
  for (const issue of issues as Issue[])
    problems[placeOf((issue.path ?? '').replace(/^body\./, ''), form)] ??= say(issue, phraseOf(error));
  return Object.keys(problems).length > 0 ? problems : null;
}

const around: readonly [RegExp, string][] = [
  [/^name/, 'name'],
  [/^description/, 'description'],
  [/^start/, 'start'],
  [/^auto/, 'auto'],
  [/^(stop|daysOff)/, 'stop'],
];
const inStep: readonly [RegExp, StepField][] = [
  [/^title/, 'title'],
  [/^at/, 'at'],
  [/^deed\.note/, 'note'],
  [/^deed/, 'deed'],
  [/^withinHours/, 'within'],
  [/^filter/, 'filter'],
];

/** Steps are sent in the order of their time. */
function placeOf(path: string, form: SopForm): string {
  const [, index, field = ''] = /^steps\.(\d+)\.?(.*)$/.exec(path) ?? [];
  const step = index === undefined ? undefined : inOrder(form.steps)[Number(index)];
  if (!step) return around.find(([pattern]) => pattern.test(path))?.[1] ?? 'steps';
  return placeInStep(step.key, inStep.find(([pattern]) => pattern.test(field))?.[1] ?? 'title');
}

/** Sentences for people are Chinese; the rest is the schema's own. */
function say({ part, message = '' }: Issue, otherwise: string): string {
  const gone = part === undefined ? undefined : GONE[part];
  if (gone) return gone;
  return /[\u4e00-\u9fff]/.test(message) ? message : otherwise;
}
