/** Chinese chat as it may be: everyday characters and phrases, and now and then a word of the list. The same for the same seed. */
const CHARACTERS = [
  ...'的一是了我不在人有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感',
];
const PHRASES = [
  '您好',
  '在吗',
  '好的',
  '谢谢',
  '请问一下',
  '什么时候方便',
  '我看看再说',
  '麻烦发我一份',
  '可以的',
  '收到',
  '明天下午三点',
  '多少钱一平',
  '有没有优惠',
  '😀',
  '[图片]',
  'ok',
  '13号之前',
  '我们家是120平的',
];

/** Deterministic numbers from 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const characters = (random: () => number, count: number) =>
  Array.from({ length: count }, () => pick(random, CHARACTERS)).join('');

/** Some 1,250 characters all over the block: what lists of words are about is mostly not what everybody says all day. */
const SELDOM = Array.from({ length: 1_250 }, (_, index) => String.fromCharCode(0x4e00 + index * 16));

/** Distinct words of two to five characters, everyday ones and seldom ones mixed. */
export function manyWords(count: number, seed = 1): string[] {
  const random = seeded(seed);
  const words = new Set<string>();
  while (words.size < count) {
    const length = 2 + Math.floor(random() * 4);
    words.add(Array.from({ length }, () => pick(random, random() < 0.5 ? CHARACTERS : SELDOM)).join(''));
  }
  return [...words];
}

/** @param saysWord how many of the messages carry a word of the list on purpose, 0 to 1 */
export function messageMaker(words: readonly string[], { seed = 2, saysWord = 0.02 } = {}): () => string {
  const random = seeded(seed);
  return () => {
    let text = '';
    const parts = 1 + Math.floor(random() * 3);
    for (let part = 0; part < parts; part++)
      text += random() < 0.4 ? pick(random, PHRASES) : characters(random, 3 + Math.floor(random() * 12));
    return random() < saysWord ? `${text},${pick(random, words)}` : text;
  };
}
