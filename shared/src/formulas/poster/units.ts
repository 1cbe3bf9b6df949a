const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Marks above and below one letter; more are a prank that paints over other lines. */
const MOST_MARKS = 3;
/** Controls, and format characters: they turn the direction of what follows, or hide in a name. Joiners and tags within emoji stay. */
const INVISIBLE = /[\u00AD\uFFFC\uFFFD]|(?!\n|\u200C|\u200D|[\u{E0020}-\u{E007F}])[\p{Cc}\p{Cf}]/gu;

/** What people see as one sign each: an emoji of a whole family is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** One kind of line end, no tabs, nothing that is not seen, no towers of accents. */
export function cleanText(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '');
  return graphemes(plain)
    .map((sign) => {
      const marks = sign.match(/\p{Mn}/gu) ?? [];
      if (marks.length <= MOST_MARKS || /\p{Extended_Pictographic}/u.test(sign)) return sign;
      let kept = 0;
      return sign.replace(/\p{Mn}/gu, (mark) => (++kept <= MOST_MARKS ? mark : ''));
    })
    .join('');
}

/** Closing signs, and those that belong to what stands before them: none begins a line (禁则). */
const NOT_FIRST =
  /^[,.!?:;%)\]}>»›。，、．：；！？）］｝〉》」』】〕〗〙〟’”…‥—～·•％‰℃°ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〻′″/／]/u;
/** Opening signs: none ends a line. */
const NOT_LAST = /[([{<«‹（［｛〈《「『【〔〖〘〝‘“￥¥$£€#＃@＠]$/u;
/** Letters and digits that make words, with what holds them together. Han, kana and emoji stand alone; Hangul breaks like them. */
const IN_WORD =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Nd}\p{Mn}_'’&+*=~^|.,:@#%"-]/u;
const FULL_WIDTH = /^[\uFF00-\uFFEF]/u;
const isInWord = (sign: string) => IN_WORD.test(sign) && !FULL_WIDTH.test(sign) && !isEmoji(sign);
/** `1️⃣` begins with a digit. */
const isEmoji = (sign: string) => /\p{Extended_Pictographic}|\uFE0F|\u20E3/u.test(sign) && sign !== '©' && sign !== '®';

/** What stays together on a line, as signs: a word, or a Han character with the punctuation around it. Spaces end their unit. */
export function unitsOf(paragraph: string): string[][] {
  const units: string[][] = [];
  let before: string | undefined;
  for (const sign of graphemes(paragraph)) {
    if (before === undefined || mayBreak(before, sign)) units.push([sign]);
    else units.at(-1)!.push(sign);
    before = sign;
  }
  return units;
}

function mayBreak(before: string, sign: string): boolean {
  if (/^\s/u.test(sign)) return false;
  if (/\s$/u.test(before)) return true;
  if (NOT_FIRST.test(sign) && !isEmoji(sign)) return false;
  if (NOT_LAST.test(before) && !isEmoji(before)) return false;
  // A hyphen is where a long name may be divided.
  if (before === '-') return true;
  return !(isInWord(before) && isInWord(sign));
}
