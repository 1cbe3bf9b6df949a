import { expect, test } from 'vitest';
import { customerFilterOf } from './customer-filter.ts';

const today = '2026-03-10';
const given = (address: Parameters<typeof customerFilterOf>[0]) =>
  Object.fromEntries(Object.entries(customerFilterOf(address, today)).filter(([, value]) => value !== undefined));

test('an empty address asks for everybody', () => {
  expect(given({})).toEqual({});
});

test('days are the company’s days, the last one included', () => {
  expect(given({ added: 'today' })).toEqual({ addedFrom: Date.parse('2026-03-09T16:00:00Z') });
  expect(given({ added: 'week' })).toEqual({ addedFrom: Date.parse('2026-03-03T16:00:00Z') });
  expect(given({ added: 'custom', from: '2026-03-01', to: '2026-03-02' })).toEqual({
    addedFrom: Date.parse('2026-02-28T16:00:00Z'),
    addedTo: Date.parse('2026-03-02T16:00:00Z'),
  });
});

test('nonsense in the address is left out', () => {
  expect(given({ department: 'x', status: 'gone', added: 'custom', from: '3月', match: 'all', tags: ',' })).toEqual({});
  expect(given({ tags: 'a,b', match: 'all', department: '7', status: 'lost' })).toEqual({
    tagIds: ['a', 'b'],
    tagMatch: 'all',
    departmentId: 7,
    status: 'lost',
  });
});
