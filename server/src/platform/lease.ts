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
    const renewed = await execute(
      tx,
      'UPDATE lease SET owner = ?, `until` = ? WHERE name = ? AND (owner = ? OR `until` < ?)',
      [owner, now + ttlMs, name, owner, now],
    );
    if (renewed > 0) return true;
    return (await insertRows(tx, 'lease', [{ name, owner, until: now + ttlMs }], { ignoreDuplicates: true })) === 1;
  });
}

export async function releaseLease(db: Database, name: string, owner: string): Promise<void> {
  await db.transaction((tx) => execute(tx, 'DELETE FROM lease WHERE name = ? AND owner = ?', [name, owner]));
}
