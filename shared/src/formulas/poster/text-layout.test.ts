import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutText, type TextBox } from './text-layout.ts';
import { cleanText, graphemes } from './units.ts';

/** Han and emoji one font size, all else half of it. */
const measure = (text: string, size: number) =>
  graphemes(text).reduce((sum, sign) => sum + (/^[\x20-\x7e]$/.test(sign) ? 0.5 : 1) * size, 0);

const box = (changes: Partial<TextBox> = {}): TextBox => ({
  x: 100,
  y: 50,
  w: 200,
  h: 100,
  size: 20,
  minSize: 10,
  align: 'left',
  verticalAlign: 'top',
  lineHeight: 1,
  maxLines: 5,
  ...changes,
});
const textsOf = (text: string, changes: Partial<TextBox> = {}) =>
  layoutText(box(changes), text, measure).lines.map((line) => line.text);

const FAMILY = '👨‍👩‍👧‍👦';

describe('where lines end', () => {
  test('Han text goes on in the next line when a line is full', () => {
    expect(textsOf('一二三四五六七八九十甲乙')).toEqual(['一二三四五六七八九十', '甲乙']);
  });
  test('closing punctuation takes the sign before it along instead of beginning a line', () => {
    expect(textsOf('一二三四五六七八九十，甲乙')).toEqual(['一二三四五六七八九', '十，甲乙']);
    expect(textsOf('一二三四五六七八九十」。甲乙')).toEqual(['一二三四五六七八九', '十」。甲乙']);
  });
  test('an opening bracket does not end a line', () => {
    expect(textsOf('一二三四五六七八九「甲乙」')).toEqual(['一二三四五六七八九', '「甲乙」']);
  });
  test('Latin words and numbers stay whole, spaces at line ends are gone', () => {
    expect(textsOf('Happy birthday to you 2026')).toEqual(['Happy birthday to', 'you 2026']);
    expect(textsOf('一二三四五六七12345678')).toEqual(['一二三四五六七', '12345678']);
  });
  test('a double name is divided at its hyphen', () => {
    expect(textsOf('Alexandrina-Konstantin')).toEqual(['Alexandrina-', 'Konstantin']);
  });
  test('line breaks of the author stay, empty lines too', () => {
    expect(textsOf('愿您\r\n\n平安')).toEqual(['愿您', '', '平安']);
  });
  test('an emoji of several people is never divided', () => {
    expect(textsOf(FAMILY.repeat(12), { w: 100 })).toEqual([FAMILY.repeat(5), FAMILY.repeat(5), FAMILY.repeat(2)]);
  });
});

describe('what is too long', () => {
  test('the text shrinks as little as it must', () => {
    const layout = layoutText(box({ maxLines: 1, h: 30 }), '一二三四五六七八九十甲乙', measure);
    expect(layout).toMatchObject({ size: 16, isCut: false });
    expect(layout.lines).toHaveLength(1);
  });
  test('it rather shrinks than dividing a word', () => {
    expect(layoutText(box(), 'Konstantinopolitanskaya', measure)).toMatchObject({ size: 17, isCut: false });
  });
  test('a word that is too long at any size is divided between signs', () => {
    const layout = layoutText(box({ w: 60 }), 'Konstantinopolitanskaya', measure);
    expect(layout.isCut).toBe(false);
    expect(layout.lines.map(({ text }) => text).join('')).toBe('Konstantinopolitanskaya');
  });
  test('at the smallest size it ends in …, filling the line up to it', () => {
    const layout = layoutText(box({ maxLines: 1, minSize: 20, h: 20 }), `欧阳娜娜${FAMILY} Alexandrina`, measure);
    expect(layout).toMatchObject({ size: 20, isCut: true });
    expect(layout.lines.map(({ text }) => text)).toEqual([`欧阳娜娜${FAMILY} Alexand…`]);
  });
  test('no comma or hyphen is left hanging before …', () => {
    expect(textsOf('一二三四五六七八，九十甲乙', { maxLines: 1, minSize: 20 })).toEqual(['一二三四五六七八…']);
  });
  test('the height of the box counts as well as the number of lines', () => {
    const layout = layoutText(box({ h: 45, minSize: 20 }), '一二三四五六七八九十'.repeat(3), measure);
    expect(layout).toMatchObject({ isCut: true });
    expect(layout.lines).toHaveLength(2);
  });
});

describe('where lines stand', () => {
  test('centred and at the right, each line by its own width', () => {
    const [first, second] = layoutText(box({ align: 'center' }), '一二三四\n一二', measure).lines;
    expect([first!.x, second!.x]).toEqual([160, 180]);
    expect(layoutText(box({ align: 'right' }), '一二', measure).lines[0]!.x).toBe(260);
  });
  test('in the middle and at the foot of the box', () => {
    const y = (verticalAlign: TextBox['verticalAlign']) =>
      layoutText(box({ verticalAlign }), '一', measure).lines[0]!.y;
    expect(y('middle') - y('top')).toBeCloseTo(40);
    expect(y('bottom') - y('top')).toBeCloseTo(80);
  });
  test('a text of nothing but spaces has no lines', () => {
    expect(textsOf(' \n ')).toEqual([]);
  });
});

test('signs that are not seen, and towers of accents, are taken out', () => {
  expect(cleanText('a\u202Eb\u200B\u0007c\ufeff')).toBe('abc');
  expect(graphemes(cleanText(`H${'\u0330'.repeat(40)}i`))[0]!.length).toBeLessThanOrEqual(4);
  expect(cleanText(FAMILY)).toBe(FAMILY);
  expect(cleanText('1️⃣')).toBe('1️⃣');
});

const piece = fc.oneof(
  fc.constantFrom(
    '生',
    '日',
    '，',
    '。',
    '「',
    '」',
    '…',
    ' ',
    '\n',
    'a',
    'B',
    '7',
    '-',
    FAMILY,
    '🌸',
    '👍🏽',
    '🇨🇳',
    '❤️',
    '1️⃣',
    'é',
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);

test('whatever the text: no line leaves its box, no sign is divided, and nothing is lost that is not marked as cut', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      fc.integer({ min: 20, max: 300 }),
      fc.integer({ min: 20, max: 120 }),
      fc.integer({ min: 1, max: 5 }),
      (text, w, h, maxLines) => {
        const layout = layoutText(box({ w, h, maxLines, lineHeight: 1.4, minSize: 12 }), text, measure);
        const clean = cleanText(text).trim();
        const signs = new Set([...graphemes(clean), '…']);
        expect(layout.lines.length).toBeLessThanOrEqual(maxLines);
        for (const line of layout.lines) {
          expect(line.width).toBeLessThanOrEqual(w + 0.01);
          expect(line.x).toBeGreaterThanOrEqual(100 - 0.01);
          expect(line.x + line.width).toBeLessThanOrEqual(100 + w + 0.01);
          if (line.text.length > 0) for (const sign of graphemes(line.text)) expect(signs).toContain(sign);
        }
        const bare = (all: string) => all.replace(/\s/gu, '');
        const shown = bare(layout.lines.map((line) => line.text).join(''));
        if (!layout.isCut) expect(shown).toBe(bare(clean));
        else expect(bare(clean).startsWith(shown.slice(0, -1))).toBe(true);
        if (layout.lines.length > 0)
          expect(layout.lines.length * layout.size * 1.4).toBeLessThanOrEqual(Math.max(h, 12 * 1.4) + 0.6);
      },
    ),
    { numRuns: 500 },
  );
});
