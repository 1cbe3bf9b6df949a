import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setBusinessTime } from '../../../../shared/clock/business-clock.ts';
import { AT, exampleField, wangli } from '../example-profile.ts';
import { FieldsCard } from './fields-card.tsx';

const DAY = 86_400_000;
beforeEach(() => setBusinessTime(AT + 7 * DAY));
afterEach(cleanup);

const opened: string[] = [];
const card = (fields: CustomerFieldView[], canEdit = true) => (
  <FieldsCard fields={fields} canEdit={canEdit} onField={(fieldId) => opened.push(fieldId)} />
);
const show = (...given: Parameters<typeof card>) => render(card(...given));
const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);
const filled = (name: string) =>
  exampleField(name, { value: { kind: 'text', text: `${name}的` }, origin: { member: wangli, rule: null, at: AT } });

const rule = { ruleId: 'r', name: '问价', version: 1, hitId: null, cause: null };

test('every field with what it holds and where that came from; what is missing is said quietly', () => {
  show([
    exampleField('预算', {
      kind: 'number',
      unit: '万',
      value: { kind: 'number', number: 30 },
      origin: { member: wangli, rule: null, at: AT },
    }),
    exampleField('户型', {
      kind: 'single_choice',
      options: [{ id: 'a', label: '三居', isRetired: true }],
      value: { kind: 'choice', optionIds: ['a'] },
      origin: { member: null, rule, at: AT },
    }),
    exampleField('交房', { kind: 'date', value: { kind: 'date', day: '2026-11-08' } }),
    exampleField('要求'),
  ]);
  expect(rows()).toEqual([
    '预算30 万王丽 · 3月10日填写',
    '户型三居由规则「问价」填写',
    '交房2026-11-08正在保存…',
    '要求未填写',
  ]);
});

test('a tap opens the field', () => {
  show([exampleField('要求')]);
  fireEvent.click(screen.getByRole('button', { name: /要求/ }));
  expect(opened.at(-1)).toBe('要求');
});

test('who may not fill in reads what is there', () => {
  show([filled('要求'), exampleField('预算')], false);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toHaveLength(1);
  expect(screen.getByRole('button', { name: /要求/ })).toBeDefined();
});

test('of many fields eight are shown, the filled ones first, in the company’s order; the rest on demand', () => {
  const fields = Array.from({ length: 12 }, (_, nth) =>
    nth >= 10 ? filled(`字段${nth}`) : exampleField(`字段${nth}`),
  );
  show(fields);
  const names = () => rows().map((row) => /字段\d+/.exec(row ?? '')?.[0]);
  expect(names()).toEqual([0, 1, 2, 3, 4, 5, 10, 11].map((nth) => `字段${nth}`));
  const more = screen.getByRole('button', { name: '展开其余 4 项' });
  expect(more.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(more);
  expect(names()).toEqual(fields.map(({ name }) => name));
  fireEvent.click(screen.getByRole('button', { name: '收起' }));
  expect(rows()).toHaveLength(8);
});

test('a row that is emptied stays where it is, and one that is filled in joins those shown', () => {
  const withFilled = (...filledOnes: number[]) =>
    Array.from({ length: 12 }, (_, nth) =>
      filledOnes.includes(nth) ? filled(`字段${nth}`) : exampleField(`字段${nth}`),
    );
  const names = () => rows().map((row) => Number(/字段(\d+)/.exec(row ?? '')?.[1]));
  const { rerender } = show(withFilled(10, 11));
  rerender(card(withFilled(10)));
  expect(names()).toEqual([0, 1, 2, 3, 4, 5, 10, 11]);
  rerender(card(withFilled(8, 10)));
  expect(names()).toEqual([0, 1, 2, 3, 4, 5, 8, 10, 11]);
  expect(screen.getByRole('button', { name: '展开其余 3 项' })).toBeDefined();
});

test('a company without fields has no section of them', () => {
  show([]);
  expect(screen.queryByText('客户资料')).toBeNull();
});
