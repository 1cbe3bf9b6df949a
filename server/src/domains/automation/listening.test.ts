import { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import { expect, test } from 'vitest';
import { wordsOfRules } from './listening.ts';
import { compile } from './rule-set.ts';

const rule = (name: string, when: object) => ({
  id: name,
  name,
  versionId: name,
  version: 1,
  definition: RuleDefinition.parse({ when, actions: [{ kind: 'tag', tagIds: ['t'] }] }),
  scope: { kind: 'all' as const },
  onSince: 0,
  savedBy: 'boss',
});
const set = compile([
  rule('问价', { kind: 'message', keywords: { any: ['多少钱'] } }),
  rule('问价没人答', {
    kind: 'absence',
    start: { kind: 'said', by: 'customer', keywords: { any: ['多少钱', '报个价'] } },
    unless: [
      { kind: 'said', by: 'rep', keywords: { any: ['元'] } },
      { kind: 'said', by: 'rep' },
    ],
    within: { count: 2, unit: 'hours' },
  }),
]);
const said = (kind: 'member' | 'customer', text: string, conversationKind: 'single' | 'group' = 'single') =>
  wordsOfRules(set, { conversationKind, chatId: null, from: { kind }, sentAt: 0, text }, 'Asia/Shanghai');

test('words are found for every rule that asks for them, by whom and where it asks', () => {
  expect(said('customer', '多少钱?')).toEqual([
    { ruleName: '问价', words: ['多少钱'] },
    { ruleName: '问价没人答', words: ['多少钱'] },
  ]);
  expect(said('customer', '报个价吧')).toEqual([{ ruleName: '问价没人答', words: ['报个价'] }]);
  expect(said('member', '多少钱')).toEqual([{ ruleName: '问价没人答', words: [] }]);
  expect(said('member', '三十元').map(({ words }) => words)).toEqual([['元'], []]);
  expect(said('customer', '多少钱', 'group')).toEqual([]);
});
