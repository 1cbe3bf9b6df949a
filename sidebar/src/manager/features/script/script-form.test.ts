import { expect, test } from 'vitest';
import { scriptProblems, startForm } from './script-form.ts';

const categories = [{ id: 'c1' }];
const fine = { ...startForm(undefined, 'c1'), title: '报价', text: '{客户昵称}您好' };

test('a complete script has no problems', () => {
  expect(scriptProblems(fine, categories)).toEqual({});
});

test.each([
  ['title', { title: ' ' }, /标题/],
  ['text', { text: '' }, /内容/],
  ['text', { text: '{客户昵你}' }, /客户昵你/],
  ['text', { text: '好'.repeat(1334) }, /太长/],
  ['categoryId', { categoryId: 'gone' }, /分类/],
  ['departmentIds', { isLimited: true }, /部门/],
])('%s is asked for before the server would refuse it', (field, change, words) => {
  expect(scriptProblems({ ...fine, ...change }, categories)).toEqual({ [field]: expect.stringMatching(words) });
});
