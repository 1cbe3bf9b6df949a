import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { expect, test } from 'vitest';
import type { CustomFieldDraft } from './api/change-custom-fields.ts';
import { mergeField } from './merge-field.ts';

const option = (id: string, label: string, isRetired = false) => ({ id, label, isRetired });
const opened: CustomFieldView = {
  id: 'F',
  name: '风格',
  kind: 'single_choice',
  unit: null,
  options: [option('x', '现代'), option('y', '中式'), option('z', '欧式', true)],
  departmentIds: [2],
  isMine: true,
  isRetired: false,
};
const draft = {
  name: '风格',
  unit: null,
  options: [
    { id: 'x', label: '现代' },
    { id: 'y', label: '中式' },
  ],
  departmentIds: [2],
};
const added = option('n', '日式');
const now = { ...opened, options: [...opened.options, added] };
const optionsOf = (part: Pick<CustomFieldDraft, 'options'>, live = now) =>
  mergeField({ ...draft, ...part }, opened, live).options.map(({ id, label }) => `${id ?? '新'}:${label}`);

test('what nobody has touched here is sent as colleagues have left it', () => {
  const live = { ...now, name: '装修风格', departmentIds: [2, 3] };
  expect(mergeField(draft, opened, live)).toEqual({
    name: '装修风格',
    unit: null,
    options: [...draft.options, { id: 'n', label: '日式' }],
    departmentIds: [2, 3],
  });
  expect(mergeField({ ...draft, name: '喜好', departmentIds: [] }, opened, live)).toMatchObject({
    name: '喜好',
    departmentIds: [],
  });
});

test('an option that a colleague has added stays, one that is removed here goes', () => {
  expect(optionsOf({ options: [{ id: 'y', label: '新中式' }, { label: '北欧' }] })).toEqual([
    'y:新中式',
    '新:北欧',
    'n:日式',
  ]);
});

test('an option that both have added is one', () => {
  expect(optionsOf({ options: [{ label: '日式' }, ...draft.options] })).toEqual(['n:日式', 'x:现代', 'y:中式']);
});

test('an option that a colleague has renamed or removed is so, unless it is renamed here too', () => {
  const live = { ...opened, options: [option('x', '现代简约'), option('y', '中式', true)] };
  expect(optionsOf({ options: [...draft.options, { label: '北欧' }] }, live)).toEqual(['x:现代简约', '新:北欧']);
  expect(optionsOf({ options: [draft.options[0]!, { id: 'y', label: '新中式' }] }, live)).toEqual([
    'x:现代简约',
    'y:新中式',
  ]);
});
