import { pinyin } from 'pinyin-pro';

/** The form in which names are compared: one width, one case, no spaces. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

const HAN = /\p{Script=Han}/u;

/**
 * What short texts are found by: themselves, their pinyin and its initials (产品手册 → `chanpinshouce`, `cpsc`), a line each. For
 * libraries that people keep by hand; customers, who are many, have `customer_search_token`.
 * @param maxLength characters; what does not fit is not found
 */
export function searchTextOf(texts: readonly string[], maxLength = 2000): string {
  const lines = texts.flatMap((text) => {
    if (!text.trim()) return [];
    if (!HAN.test(text)) return [fold(text)];
    const readings = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
    return [fold(text), fold(readings.join('')), fold(readings.map((reading) => [...reading][0] ?? '').join(''))];
  });
  return [...lines.join('\n')].slice(0, maxLength).join('');
}

/** Where `column` holds a `searchTextOf` and somebody typed `query`. Substrings, because people remember middles. */
export function foundBySql(column: string, query: string): { sql: string; values: string[] } {
  const words = query.split(/\s+/).map(fold).filter(Boolean);
  return {
    sql: words.length > 0 ? words.map(() => `${column} LIKE ? ESCAPE '!'`).join(' AND ') : '1 = 1',
    values: words.map((word) => `%${word.replace(/[!%_]/g, (sign) => `!${sign}`)}%`),
  };
}
