import { inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { ContactWay } from '../../wecom/api/contact-way.ts';
import { isWecomError } from '../../wecom/errors.ts';
import { isOurState } from './store.ts';

const CODE_GONE = 41044;

/**
 * Contact ways made since `from` that our books do not know: each is read, because WeCom lists ids only. Those of other apps are
 * remembered by `rememberForeign` and not read again.
 */
export async function* unknownContactWays(
  { db, wecom }: Pick<Dependencies, 'db' | 'wecom'>,
  from: number,
): AsyncGenerator<{ way: ContactWay; isOurs: boolean }> {
  let cursor: string | null = null;
  do {
    const page: { configIds: string[]; nextCursor: string | null } = await wecom.contactWay.list(
      { from, cursor },
      { lane: 'bulk' },
    );
    cursor = page.nextCursor;
    const known = await knownConfigIds(db.read, page.configIds);
    for (const configId of page.configIds) {
      if (known.has(configId)) continue;
      try {
        const way = await wecom.contactWay.get(configId, { lane: 'bulk' });
        yield { way, isOurs: isOurState(way.state) };
      } catch (error) {
        // Deleted between list and get.
        if (!isWecomError(error, CODE_GONE)) throw error;
      }
    }
  } while (cursor);
}

export async function rememberForeign(tx: Tx, configIds: string[], now: number): Promise<void> {
  await insertRows(
    tx,
    'foreign_contact_way',
    configIds.map((configId) => ({ config_id: configId, seen_at: now })),
    { ignoreDuplicates: true },
  );
}

async function knownConfigIds(tx: Tx, configIds: string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let start = 0; start < configIds.length; start += 500) {
    const ids = configIds.slice(start, start + 500);
    const rows = await select<{ config_id: string }>(
      tx,
      `SELECT config_id FROM channel WHERE config_id ${inList(ids)} AND status <> 'deleted' UNION ALL SELECT config_id FROM foreign_contact_way WHERE config_id ${inList(ids)}`,
      [...ids, ...ids],
    );
    for (const row of rows) known.add(row.config_id);
  }
  return known;
}
