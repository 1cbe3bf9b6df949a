import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { expect, test } from 'vitest';
import { AT, exampleField, wangli } from '../example-profile.ts';
import { sayChangedMeanwhile } from './say-field-origin.ts';

const rule = { ruleId: 'r', name: '问价', version: 1, hitId: null, cause: null };
const number = (value: number) => ({ kind: 'number' as const, number: value });
const budget = (more: Partial<CustomerFieldView>) => exampleField('预算', { kind: 'number', unit: '万', ...more });
const said = (more: Partial<CustomerFieldView>, now = AT) => sayChangedMeanwhile(budget(more), number(20), now);

test('who or which rule saved something else meanwhile, when, and what', () => {
  expect(said({ value: number(99), origin: { member: wangli, rule: null, at: AT } })).toBe('刚刚被 王丽 改为 99 万');
  expect(said({ value: number(99), origin: { member: null, rule, at: AT } })).toBe('刚刚被规则「问价」改为 99 万');
  expect(said({ value: number(99), origin: { member: wangli, rule: null, at: AT } }, AT + 7_200_000)).toBe(
    '今天 10:00 被 王丽 改为 99 万',
  );
  expect(said({ value: null })).toBe('现在已是空的');
});

test('nothing where nothing has changed, or where one’s own change is on its way', () => {
  expect(said({ value: number(20), origin: { member: wangli, rule: null, at: AT } })).toBeNull();
  expect(said({ value: number(30) })).toBeNull();
});
