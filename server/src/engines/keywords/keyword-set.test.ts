import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeywordMatch, type KeywordMatchInput } from '@zhike/shared/contracts/keywords';
import { KeywordSet, KeywordUnusable } from './keyword-set.ts';
import { normalise } from './normalise.ts';
import { compilePattern, PatternInvalid } from './pattern.ts';
import { WordFinder } from './word-finder.ts';

const setOf = (...conditions: KeywordMatchInput[]) =>
  new KeywordSet(conditions.map((match, key) => ({ key, match: KeywordMatch.parse(match) })));
const hits = (match: KeywordMatchInput, text: string) => setOf(match).match(text).length > 0;

test('one of several words is enough, and the hit names those that were said', () => {
  expect(setOf({ any: ['价格', '多少钱', '报价'] }).match('请问多少钱?报价发我')).toEqual([
    { key: 0, words: ['多少钱', '报价'] },
  ]);
  expect(hits({ any: ['价格'] }, '你好')).toBe(false);
});

test('all words must be said where all are asked for, in any order', () => {
  expect(hits({ all: ['价格', '装修'] }, '装修的价格')).toBe(true);
  expect(hits({ all: ['价格', '装修'] }, '价格')).toBe(false);
});

test('a word that must not be there keeps a message out', () => {
  expect(hits({ any: ['退款'], none: ['不退款'] }, '我要退款')).toBe(true);
  expect(hits({ any: ['退款'], none: ['不退款'] }, '我不退款')).toBe(false);
});

test('an exact message may carry spaces and punctuation at its ends, and nothing else', () => {
  expect(hits({ exact: ['1'] }, ' 1。')).toBe(true);
  expect(hits({ exact: ['在吗'] }, '「在吗?」')).toBe(true);
  expect(hits({ exact: ['1'] }, '11')).toBe(false);
  expect(hits({ exact: ['???'] }, '？？？')).toBe(true);
});

test('words near each other: at most so many characters between them, in either order', () => {
  const near = { words: ['加', '微信'], within: 3 };
  expect(hits({ near }, '加一下您微信')).toBe(true);
  expect(hits({ near }, '微信 加')).toBe(true);
  expect(hits({ near }, '加班之后再聊微信')).toBe(false);
  expect(hits({ near }, '加班之后再聊微信,加')).toBe(true);
  expect(hits({ near: { words: ['a', 'b', 'c'], within: 0 } }, 'a..b..abc')).toBe(true);
});

test('wide and narrow, upper and lower case, and invisible characters make no difference', () => {
  expect(hits({ any: ['VIP'] }, 'ｖｉｐ 客户')).toBe(true);
  expect(hits({ any: ['ＶＩＰ'] }, 'vip')).toBe(true);
  expect(hits({ any: ['返现'] }, '返\u200b现')).toBe(true);
  expect(hits({ any: ['好吗?'] }, '好吗？')).toBe(true);
  expect(hits({ any: ['iPhone 15'] }, 'IPHONE\u3000 15')).toBe(true);
});

test('a pattern stands alone or narrows words down, and sees the normalised text', () => {
  expect(hits({ pattern: '\\d{2,}平' }, '家里１２０平米')).toBe(true);
  expect(hits({ any: ['电话'], pattern: '1[3-9]\\d{9}' }, '电话没有')).toBe(false);
  expect(hits({ any: ['电话'], pattern: '1[3-9]\\d{9}' }, '电话 13800138000')).toBe(true);
  expect(hits({ pattern: '(急)|（加急）' }, '请(加急)')).toBe(true);
});

test('patterns that hang others take no longer than the text', () => {
  const text = `${'a'.repeat(20_000)}!`;
  for (const pattern of ['(a+)+$', '(a|aa)+$', '(a*)*b', '(.*a){12}$', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
    const compiled = compilePattern(pattern);
    const started = performance.now();
    compiled.test(text);
    // Backtracking engines need longer than the age of the universe here; a busy machine needs far less than this.
    expect(performance.now() - started, pattern).toBeLessThan(20_000);
  }
});

test('what is no pattern of linear time is refused with a code', () => {
  for (const pattern of ['(', '[a', '(?=a)b', '(a)\\1', '(?<!a)b', '*a', '(a{1000}){1000}', '((a{50}){50}){50}'])
    expect(() => compilePattern(pattern), pattern).toThrow(PatternInvalid);
  expect(() => compilePattern('a*'), 'matches everything').toThrow(PatternInvalid);
  expect(() => setOf({ any: ['\u200b'] })).toThrow(KeywordUnusable);
});

test('random patterns are either refused or answer', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '价',
    '.',
    '(',
    ')',
    '[',
    ']',
    '*',
    '+',
    '?',
    '{2,9}',
    '|',
    '^',
    '$',
    '\\d',
    '\\b',
    '(?:',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), fc.string({ maxLength: 200 }), (pieces, text) => {
      try {
        expect(typeof compilePattern(pieces.join('')).test(`${text}aaaaaaaaaaaaaaaaaaaa价格`)).toBe('boolean');
      } catch (error) {
        if (!(error instanceof PatternInvalid)) throw error;
      }
    }),
    { numRuns: 3_000 },
  );
});

test('the finder finds what looking for every word at every place finds', () => {
  const letter = fc.constantFrom('a', 'b', '价', '格', '😀');
  const word = fc.array(letter, { minLength: 1, maxLength: 5 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.array(letter, { maxLength: 40 }).map((letters) => letters.join('')),
      (words, text) => {
        const found: string[] = [];
        new WordFinder(words).find(text, (id, start, end) => found.push(`${id}@${start}-${end}`));
        const expected = words.flatMap((one, id) =>
          [...Array(text.length).keys()]
            .filter((at) => text.startsWith(one, at))
            .map((at) => `${id}@${at}-${at + one.length}`),
        );
        expect(found.sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 2_000 },
  );
});

test('many conditions together answer as each alone', () => {
  const word = fc.constantFrom('价格', '价', '格', '多少', 'vip', '装修', '退');
  const words = fc.array(word, { minLength: 1, maxLength: 3 });
  const condition = fc.oneof(
    fc.record({ any: words, none: fc.array(word, { maxLength: 1 }) }),
    fc.record({ all: words }),
    fc.record({ exact: words }),
    fc.record({ near: fc.record({ words: fc.array(word, { minLength: 2, maxLength: 3 }), within: fc.nat(4) }) }),
  );
  const text = fc.array(fc.oneof(word, fc.constantFrom('的', '?', ' ')), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 8 }),
      fc.array(text, { maxLength: 4 }),
      (conditions, texts) => {
        const together = setOf(...conditions);
        for (const one of texts) {
          const alone = conditions.flatMap((match, key) => (hits(match, one) ? [key] : []));
          expect(
            together
              .match(one)
              .map(({ key }) => key)
              .sort(),
          ).toEqual(alone);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('normalising twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }),
    { numRuns: 2_000 },
  );
});
