import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import { type Batch, collect, type Tx } from '../../platform/database/tx.ts';

/** Beyond this many pieces a customer's names are cut for the search: three remarks of 20 characters fit. */
const MAX_TOKENS = 160;

/** The form in which names are compared: one width, one case, no spaces. */
export function normalizeForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** Every one and two character piece of the texts; `林晓雨` → 林, 林晓, 晓, 晓雨, 雨. */
export function searchTokens(texts: (string | null)[]): Set<string> {
  const tokens = new Set<string>();
  for (const text of texts) {
    const characters = [...normalizeForSearch(text ?? '')];
    for (let index = 0; index < characters.length && tokens.size < MAX_TOKENS; index++) {
      tokens.add(characters[index]!);
      if (index + 1 < characters.length) tokens.add(characters[index]! + characters[index + 1]!);
    }
  }
  return tokens;
}

/** What a query looks up: the word itself when it is short, else its two-character pieces. */
export function queryTokens(query: string): string[] {
  const characters = [...normalizeForSearch(query)];
  if (characters.length <= 2) return characters.length ? [characters.join('')] : [];
  return [...new Set(characters.slice(1).map((character, index) => characters[index]! + character))];
}

/** Brings a customer's search pieces in step with her name and the remarks of her relations, at the end of the transaction. */
export function refreshSearchTokens(tx: Tx, customerId: string): void {
  collect(tx, searchRows, [customerId]);
}

interface TokenRow {
  customer_id: string;
  token: string;
  first_added_at: number;
}

const AT_ONCE = 100;

const searchRows: Batch<string> = {
  async write(tx, customerIds) {
    const ids = [...new Set(customerIds)].sort();
    for (let start = 0; start < ids.length; start += AT_ONCE) await refreshSome(tx, ids.slice(start, start + AT_ONCE));
  },
};

async function refreshSome(tx: Tx, ids: string[]): Promise<void> {
  const wanted = await readWanted(tx, ids);
  const stored = await select<{ customer_id: string; token: string; first_added_at: number | string }>(
    tx,
    `SELECT customer_id, token, first_added_at FROM customer_search_token WHERE customer_id ${inList(ids)}`,
    ids,
  );
  const gone = new Map<string, string[]>();
  for (const { customer_id: id, token, first_added_at: at } of stored) {
    const row = wanted.get(keyOf(id, token));
    if (row?.first_added_at === Number(at)) wanted.delete(keyOf(id, token));
    else gone.set(id, [...(gone.get(id) ?? []), token]);
  }
  for (const [id, tokens] of gone)
    await execute(tx, `DELETE FROM customer_search_token WHERE customer_id = ? AND token ${inList(tokens)}`, [
      id,
      ...tokens,
    ]);
  await insertRows(
    tx,
    'customer_search_token',
    [...wanted.values()].map((row) => ({ ...row })),
  );
}

const keyOf = (customerId: string, token: string) => `${customerId} ${token}`;

/** The rows these customers shall have, by customer and token. */
async function readWanted(tx: Tx, ids: string[]): Promise<Map<string, TokenRow>> {
  const names = await select<{ id: string; name: string; corp_name: string | null; first_added_at: number | string }>(
    tx,
    `SELECT id, name, corp_name, first_added_at FROM customer WHERE id ${inList(ids)}`,
    ids,
  );
  const remarks = await select<{ customer_id: string; remark: string }>(
    tx,
    `SELECT customer_id, remark FROM follow_user WHERE customer_id ${inList(ids)} AND remark IS NOT NULL`,
    ids,
  );
  const wanted = new Map<string, TokenRow>();
  for (const customer of names) {
    const own = remarks.filter((row) => row.customer_id === customer.id).map((row) => row.remark);
    for (const token of searchTokens([customer.name, customer.corp_name, ...own]))
      wanted.set(keyOf(customer.id, token), {
        customer_id: customer.id,
        token,
        first_added_at: Number(customer.first_added_at),
      });
  }
  return wanted;
}
