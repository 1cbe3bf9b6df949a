import type { ChatMark } from '@zhike/shared/contracts/chat';
import { expect, test } from 'vitest';
import { cutAtMarks, marksByPart, sayMark, snippetOf } from './marks.ts';

const mark = (start: number, end: number, kind: ChatMark['kind'] = 'rule', label = '问价格'): ChatMark => ({
  start,
  end,
  kind,
  label,
});

test('a mark in the whole text is found again in the part that shows it', () => {
  // 标题\n\n说明 without the empty part: 标题\n说明
  expect(marksByPart(['标题', '', '说明'], [mark(3, 5)])).toEqual([[], [], [mark(0, 2)]]);
});

test('marks that overlap are all told for the piece they share', () => {
  const pieces = cutAtMarks('多少钱一件', [mark(0, 3), mark(2, 5, 'quality', '价格')]);
  expect(pieces.map(({ text, marks }) => [text, marks.map(sayMark)])).toEqual([
    ['多少', ['命中规则「问价格」']],
    ['钱', ['命中规则「问价格」', '敏感词组「价格」']],
    ['一件', ['敏感词组「价格」']],
  ]);
});

test('a mark beyond the end of the text is cut off', () => {
  expect(cutAtMarks('好', [mark(0, 9), mark(4, 9)])).toEqual([{ start: 0, text: '好', marks: [mark(0, 9)] }]);
});

test('of a long message the list shows the line around what was found', () => {
  const text = `${'前'.repeat(100)}春季报价单${'后'.repeat(100)}`;
  const snippet = snippetOf(text, [mark(100, 105, 'search', '春季报价单')]);
  expect(snippet.text).toBe(`…${'前'.repeat(16)}春季报价单${'后'.repeat(55)}…`);
  const [found] = snippet.marks;
  expect(snippet.text.slice(found!.start, found!.end)).toBe('春季报价单');
});
