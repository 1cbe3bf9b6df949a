import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

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

/** Brings a customer's search pieces in step with her name and the remarks of her relations. */
export async function refreshSearchTokens(tx: Tx, customerId: string): Promise<void> {
  const names = await select<{ text: string | null; first_added_at: number | string }>(
    tx,
    `SELECT name AS text, first_added_at FROM customer WHERE id = ?
     UNION ALL SELECT corp_name AS text, first_added_at FROM customer WHERE id = ?
     UNION ALL SELECT remark AS text, 0 AS first_added_at FROM follow_user WHERE customer_id = ? AND remark IS NOT NULL`,
    [customerId, customerId, customerId],
  );
  const firstAddedAt = Number(names[0]?.first_added_at ?? 0);
  const wanted = searchTokens(names.map((row) => row.text));
  const stored = await select<{ token: string; first_added_at: number | string }>(
    tx,
    'SELECT token, first_added_at FROM customer_search_token WHERE customer_id = ?',
    [customerId],
  );
  const gone = stored
    .filter((row) => !wanted.has(row.token) || Number(row.first_added_at) !== firstAddedAt)
    .map((row) => row.token);
  if (gone.length)
    await execute(tx, `DELETE FROM customer_search_token WHERE customer_id = ? AND token ${inList(gone)}`, [
      customerId,
      ...gone,
    ]);
  const kept = new Set(stored.map((row) => row.token).filter((token) => !gone.includes(token)));
  await insertRows(
    tx,
    'customer_search_token',
    [...wanted]
      .filter((token) => !kept.has(token))
      .map((token) => ({ customer_id: customerId, token, first_added_at: firstAddedAt })),
  );
}
