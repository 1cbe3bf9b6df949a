import type { Place, TextField } from '../../engines/filter/field.ts';
import { columnFacts, setFacts } from '../../engines/filter/column-facts.ts';
import { queryTokens } from './search-tokens.ts';

/** More pieces than this find nothing that these do not. */
const MAX_QUERY_TOKENS = 6;

/** The pieces that a word is looked up by; none: the word finds nobody. */
export const tokensOf = (word: string): string[] => queryTokens(word).slice(0, MAX_QUERY_TOKENS);

/** Name and remarks, as the search box finds them: by their pieces. */
export const nameField: TextField = {
  name: 'name',
  label: '姓名或备注',
  kind: 'text',
  input: 'text',
  operators: ['contains'],
  sql(place, _op, word) {
    const tokens = tokensOf(word);
    if (tokens.length === 0) return { sql: '1 = 0', values: [] };
    const has = `(SELECT 1 FROM customer_search_token s WHERE s.customer_id = ${place.id} AND s.token = ? LIMIT 1) IS NOT NULL`;
    return { sql: tokens.map(() => has).join(' AND '), values: tokens };
  },
  isThere: (place) => `(SELECT 1 FROM customer_search_token s WHERE s.customer_id = ${place.id} LIMIT 1) IS NOT NULL`,
  async load(tx, ids) {
    const pieces = await setFacts(tx, { from: 'customer_search_token', key: 'customer_id', column: 'token' }, ids);
    return new Map([...pieces].map(([id, tokens]) => [id, [...tokens]]));
  },
  matches(pieces, _op, word) {
    const tokens = tokensOf(word);
    return tokens.length > 0 && tokens.every((token) => pieces.includes(token));
  },
};

/** Text that stands in one column. Compared byte by byte: MySQL's `=` overlooks trailing spaces. */
export function containsText(columnAt: (place: Place) => string): Pick<TextField, 'sql' | 'isThere' | 'matches'> {
  return {
    sql(place, op, text) {
      const column = columnAt(place);
      if (op === 'contains') return { sql: `INSTR(${column}, ?) > 0`, values: [text] };
      return { sql: `HEX(${column}) = ?`, values: [Buffer.from(text, 'utf8').toString('hex').toUpperCase()] };
    },
    isThere: (place) => `${columnAt(place)} IS NOT NULL`,
    matches: (texts, op, text) => texts.some((one) => (op === 'contains' ? one.includes(text) : one === text)),
  };
}

/** Of a WeCom user of another company. */
export const corpNameField: TextField = {
  name: 'corp_name',
  label: '企业名称',
  kind: 'text',
  input: 'text',
  ...containsText((place) => place.column('corp_name')),
  async load(tx, ids) {
    const names = await columnFacts(tx, { table: 'customer', key: 'id', column: 'corp_name' }, ids, String);
    return new Map([...names].map(([id, name]) => [id, [name]]));
  },
};
