import { ChannelSettings } from '@zhike/shared/contracts/channel';
import { expect, test } from 'vitest';
import { findProblems } from './find-problems.ts';
import { type ChannelForm, emptyForm, formOf, settingsOf } from './form.ts';

const id = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const person = (userId: string) => ({ userId, name: userId, avatar: null });

function fullForm(): ChannelForm {
  return {
    ...emptyForm(),
    name: '春季展会',
    members: [
      { ...person('zhangwei'), dailyCap: 50 },
      { ...person('lina'), dailyCap: null },
    ],
    departmentIds: [7],
    weekly: true,
    shifts: [{ key: 's', weekdays: [5, 1], from: '09:00', to: '18:00', userIds: ['zhangwei'], departmentIds: [7] }],
    spare: person('wangfang'),
    tagIds: ['et1'],
    remarkOn: true,
    welcome: {
      text: '你好 {客户昵称}',
      attachments: [
        { key: 'a', kind: 'image', assetId: id },
        { key: 'b', kind: 'link', title: '手册', url: 'https://example.com/a', description: '', pictureUrl: null },
      ],
    },
    spans: [{ key: 'n', from: '22:00', to: '08:00', text: '晚上好', attachments: [] }],
  };
}

test('what the form sends is what the contract takes, and comes back as the same form', () => {
  const settings = ChannelSettings.parse(settingsOf(fullForm()));
  const back = formOf({ settings, members: [], updatedAt: 7 });
  expect(settingsOf(back)).toEqual(settingsOf(fullForm()));
  expect(back.seenUpdatedAt).toBe(7);
});

test('a complete form has no problem; an empty one says what is missing', () => {
  expect(findProblems(fullForm())).toEqual({});
  expect(Object.keys(findProblems(emptyForm()))).toEqual(['name', 'members']);
});

test('each refusal of the contract is told by the form', () => {
  const wrong: Partial<ChannelForm>[] = [
    { name: '字'.repeat(31) },
    { members: [{ ...person('wangfang'), dailyCap: null }] },
    { members: [{ ...person('lina'), dailyCap: 0 }] },
    { remarkRule: '老客户' },
    { shifts: [{ key: 's', weekdays: [], from: '09:00', to: '18:00', userIds: ['zhangwei'], departmentIds: [] }] },
    { shifts: [{ key: 's', weekdays: [1], from: '09:00', to: '18:00', userIds: ['gone'], departmentIds: [] }] },
    { welcome: { text: ' ', attachments: [] } },
    { welcome: { text: '字'.repeat(1400), attachments: [] } },
    {
      welcome: {
        text: '',
        attachments: [{ key: 'l', kind: 'link', title: 'x', url: 'ftp://x', description: '', pictureUrl: null }],
      },
    },
    {
      welcome: {
        text: '',
        attachments: [{ key: 'm', kind: 'miniprogram', title: 'x', appId: 'wx1', page: 'a', coverAssetId: id }],
      },
    },
    { spans: [{ key: 'n', from: '22:00', to: '22:00', text: '晚上好', attachments: [] }] },
  ];
  for (const part of wrong) {
    const form = { ...fullForm(), ...part };
    expect(Object.keys(findProblems(form)).length, JSON.stringify(part)).toBeGreaterThan(0);
    expect(ChannelSettings.safeParse(settingsOf(form)).success, JSON.stringify(part)).toBe(false);
  }
});

test('whoever leaves the members leaves the shifts', () => {
  const form = { ...fullForm(), departmentIds: [] };
  expect(settingsOf(form).duty).toMatchObject({ shifts: [{ departmentIds: [] }] });
});
