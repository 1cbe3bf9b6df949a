import { expect, test } from 'vitest';
import { keysOf } from './live-keys.ts';

test('a friend added touches the customer, the figures of the codes and the head of the list', () => {
  const keys = keysOf({ type: 'external_contact.added', customerId: '01A' }).map(String);
  expect(keys).toContain('customer,01A');
  expect(keys).toContain('channels');
  expect(keys).toContain('customers-head');
  expect(keys).not.toContain('customers');
});

test('a rule that acts, and a dry run that goes on, bring their pages up to date', () => {
  const acted = keysOf({ type: 'rule.acted', customerId: '01A' }).map(String);
  expect(acted).toEqual(expect.arrayContaining(['automation-rule', 'automation-hits', 'customer,01A']));
  const went = keysOf({ type: 'rule_job.progressed', customerId: null }).map(String);
  expect(went).toEqual(expect.arrayContaining(['automation-job', 'automation-jobs']));
});

test('what is said makes the one chat stale and lets the list say so; much in many chats all that are open', () => {
  const said = { type: 'chat.said', customerId: null };
  expect(keysOf({ ...said, conversationId: '01A' })).toEqual([['chats-head'], ['chat', '01A']]);
  expect(keysOf(said)).toEqual([['chats-head'], ['chat']]);
});

test('a field that changes changes what customers show, what filters ask for and what rules are made of', () => {
  const changed = keysOf({ type: 'custom_field.changed', customerId: null }).map(String);
  expect(changed).toEqual(['custom-fields', 'filter-fields', 'automation-parts', 'customer']);
  expect(keysOf({ type: 'customer.field_changed', customerId: '01A' }).map(String)).toContain('customer,01A');
});

test('what no page shows makes nothing stale', () => {
  expect(keysOf({ type: 'schedule.hour_started', customerId: null })).toEqual([]);
});

test('somebody who reads on moves her own page only; lists and figures wait for an opening and an end', () => {
  expect(keysOf({ type: 'touch.moved', customerId: '01A' })).toEqual([
    ['customer', '01A'],
    ['timeline', '01A'],
  ]);
  expect(keysOf({ type: 'touch.moved', customerId: null })).toEqual([]);
  const finished = keysOf({ type: 'touch.finished', customerId: '01A' }).map(String);
  expect(finished).toEqual(expect.arrayContaining(['visits', 'sends', 'material-stats', 'customer,01A']));
});
