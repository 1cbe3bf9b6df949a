import { expect, test } from 'vitest';
import { sayFieldValue } from './field-value.ts';

const plain = { unit: null, options: [] };

test('a field is read as people say it', () => {
  expect(sayFieldValue(plain, null)).toBe('');
  expect(sayFieldValue(plain, { kind: 'text', text: '朋友介绍' })).toBe('朋友介绍');
  expect(sayFieldValue(plain, { kind: 'number', number: 12.5 })).toBe('12.5');
  expect(sayFieldValue({ ...plain, unit: '㎡' }, { kind: 'number', number: 128 })).toBe('128 ㎡');
  expect(sayFieldValue({ ...plain, unit: '元' }, { kind: 'number', number: 12500000.5 })).toBe('12,500,000.5 元');
  expect(sayFieldValue(plain, { kind: 'number', number: -1234.0001 })).toBe('-1,234.0001');
  expect(sayFieldValue(plain, { kind: 'date', day: '1988-02-29' })).toBe('1988-02-29');
});

test('choices stand in the order of the field, and what is no more is left out', () => {
  const options = [
    { id: 'A', label: '客厅' },
    { id: 'B', label: '卧室' },
  ];
  expect(sayFieldValue({ unit: null, options }, { kind: 'choice', optionIds: ['B', 'gone', 'A'] })).toBe('客厅、卧室');
});
