/** Plain Chinese and lower-case ASCII with its punctuation: most of what people write needs no further look. */
const NEEDS_NOTHING = /^[!-@[-~\u4e00-\u9fff。、“”‘’《》【】—]*$/;
/** Invisible: zero width characters, soft hyphens, variation selectors, which people put between letters to get past a filter. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\p{Variation_Selector}]/gu;

/**
 * The form in which words and messages are compared: wide and narrow characters, upper and lower case, and runs of white space are the
 * same, invisible characters are gone. Traditional characters are not simplified: whoever expects them adds them as words (see decision 075).
 */
export function normalise(text: string): string {
  if (NEEDS_NOTHING.test(text)) return text;
  return text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

const AT_THE_ENDS = /^[\s\p{P}]+|[\s\p{P}]+$/gu;

/** For "the message is exactly this": 「在吗?」 is 「在吗」. What consists of punctuation alone stays. */
export function withoutEnds(normalised: string): string {
  return normalised.replace(AT_THE_ENDS, '') || normalised;
}
