import type { Database } from './database/database.ts';
import { execute, insertRows } from './database/sql.ts';

/** A name that one process holds until a moment (machine time, ms); taken over by others once it has run out. */
export async function acquireLease(
  db: Database,
  name: string,
  owner: string,
  now: number,
  ttlMs: number,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const renew = () =>
      execute(tx, 'UPDATE lease SET owner = ?, `until` = ? WHERE name = ? AND (owner = ? OR `until` < ?)', [
        owner,
        now + ttlMs,
        name,
        owner,
        now,
      ]);
    const take = () => insertRows(tx, 'lease', [{ name, owner, until: now + ttlMs }], { ignoreDuplicates: true });
    // Whoever came between the first two may have been ourselves, at the same moment.
    return (await renew()) > 0 || (await take()) === 1 || (await renew()) > 0;
  });
}

export async function releaseLease(db: Database, name: string, owner: string): Promise<void> {
  await db.transaction((tx) => execute(tx, 'DELETE FROM lease WHERE name = ? AND owner = ?', [name, owner]));
}

/** At the start of the only process there is: whoever held anything is dead. */
export async function releaseAllLeases(db: Database): Promise<void> {
  await db.transaction((tx) => execute(tx, 'DELETE FROM lease'));
}
