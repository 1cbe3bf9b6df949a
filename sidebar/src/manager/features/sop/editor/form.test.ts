import type { SopDraft } from '@zhike/shared/contracts/sop';
import { SopDraft as Draft } from '@zhike/shared/contracts/sop';
import { expect, test } from 'vitest';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { findProblems } from './find-problems.ts';
import { draftOf, emptyForm, emptyStep, formOf } from './form.ts';
import { problemsOf } from './server-problems.ts';
import { sopTemplates } from './templates.ts';

const id = (letter: string) => `01${letter.repeat(24)}`;

const draft: SopDraft = {
  name: '生日',
  description: '每年一次',
  start: { kind: 'date', fieldId: id('A'), yearly: true },
  auto: null,
  stop: { replied: true, tagIds: ['et1'], stageIds: [id('B')] },
  daysOff: 'before',
  steps: [
    {
      id: id('C'),
      title: '准备',
      at: { kind: 'day', days: -3, time: '10:00' },
      deed: { kind: 'other', note: '买蛋糕' },
      withinHours: 48,
      filter: null,
    },
    {
      id: id('D'),
      title: '祝福',
      at: { kind: 'day', days: 0, time: '09:00' },
      deed: { kind: 'send', way: 'task', scriptId: null, materialIds: [id('E')], note: '' },
      withinHours: 12,
      filter: null,
    },
  ],
};

test('what was saved comes back the same after being shown in the form', () => {
  const definition = { ...draft, steps: draft.steps.map((step) => ({ ...step, id: step.id! })) };
  expect(draftOf(formOf({ definition, version: 3 }))).toEqual(draft);
});

test('hours and minutes are minutes to the server, and steps go in the order of their time', () => {
  const step = { title: '步骤', deed: 'call', note: '打电话' } as const;
  const form = {
    ...emptyForm,
    name: '甲',
    steps: [
      { ...emptyStep('1', 'added'), ...step, count: 2, time: '08:00' },
      { ...emptyStep('2', 'added'), ...step, moment: 'hours' as const, count: 3 },
      { ...emptyStep('3', 'added'), ...step, moment: 'minutes' as const, count: 10 },
    ],
  };
  expect(draftOf(form).steps.map(({ at }) => at)).toEqual([
    { kind: 'minutes', minutes: 10 },
    { kind: 'minutes', minutes: 180 },
    { kind: 'day', days: 1, time: '08:00' },
  ]);
});

test('what cannot begin by itself is not sent as if it could', () => {
  expect(draftOf({ ...emptyForm, start: 'enrolled', autoOn: true }).auto).toBeNull();
  expect(draftOf({ ...emptyForm, start: 'added', autoOn: true }).auto).toEqual({ filter: null });
});

test('a form without a material to send says so at its step', () => {
  const form = { ...emptyForm, name: '甲', steps: [{ ...emptyStep('1', 'added'), title: '发资料' }] };
  expect(findProblems(form)).toEqual({ 'step:1:deed': '请选择要发送的话术或素材' });
  expect(findProblems({ ...form, steps: [] })).toEqual({ steps: '请至少添加一个步骤' });
});

test('what only the server can know is told at the step and field it belongs to, however the steps are ordered on screen', () => {
  const step = { title: '步骤', deed: 'send', materialIds: [id('E')] } as const;
  const form = {
    ...emptyForm,
    name: '甲',
    steps: [
      { ...emptyStep('late', 'added'), ...step, materialIds: [id('E')], count: 9 },
      { ...emptyStep('early', 'added'), ...step, materialIds: [id('E')], count: 2 },
    ],
  };
  const refused = (code: string, issues: object[]) => problemsOf(new ApiError(code, 400, { issues }), form);
  expect(
    refused('sop.part_missing', [
      { path: 'start.stageId', part: 'stage' },
      { path: 'steps.0.deed.materialIds', part: 'material' },
      { path: 'steps.1.deed.scriptId', part: 'script' },
      { path: 'stop.tagIds', part: 'tag' },
    ]),
  ).toEqual({
    start: '选的阶段已被删除,请重新选择',
    'step:early:deed': '有素材已停用或不在你可用的范围内,请重新选择',
    'step:late:deed': '话术已被删除或不在你可用的范围内,请重新选择',
    stop: '选的标签已被删除,请重新选择',
  });
  expect(
    Object.keys(refused('sop.condition_wrong', [{ path: 'steps.1.filter' }, { path: 'auto.filter' }]) ?? {}),
  ).toEqual(['step:late:filter', 'auto']);
  expect(refused('request.invalid', [{ path: 'body.steps.0.title', message: '请填写内容' }])).toEqual({
    'step:early:title': '请填写内容',
  });
  expect(problemsOf(new ApiError('sop.too_many', 400, { max: 300 }), form)).toBeNull();
});

test('templates need nothing but what only the corp knows', () => {
  for (const { form } of sopTemplates) {
    const filled = {
      ...form,
      startStageId: id('B'),
      startFieldId: id('A'),
      steps: form.steps.map((step) => (step.deed === 'send' ? { ...step, materialIds: [id('E')] } : step)),
    };
    expect(findProblems(filled)).toEqual({});
    expect(Draft.safeParse(draftOf(filled)).error).toBeUndefined();
  }
});
