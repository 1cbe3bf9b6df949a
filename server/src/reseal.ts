import { CHAT_INDEXER } from './domains/chat-archive/search-index.ts';
import { hashPhone } from './domains/customer/phones.ts';
import type { Database } from './platform/database/database.ts';
import { execute, inList, select, type SqlValue } from './platform/database/sql.ts';
import { InstallationRow } from './platform/delivery/entity.ts';
import type { DataKeys } from './platform/secrets.ts';

interface SealedColumn {
  /** What people call it. */
  title: string;
  table: string;
  column: string;
  /** Rows read and written together: callbacks are up to a megabyte each. */
  portion: number;
  /** What rows are walked along; a ULID `id` by default. */
  key?: 'position';
  /** Rows of both kinds lie beside each other: only these are encrypted. */
  where?: string;
  /** A keyed hash kept beside it. */
  hash?: { column: string; of(keys: DataKeys, plain: string): string };
}

/** Every column that is encrypted with the data key and kept. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    title: '客户手机号',
    table: 'customer_phone',
    column: 'phone_encrypted',
    portion: 200,
    hash: { column: 'phone_hash', of: hashPhone },
  },
  { title: 'Webhook 密钥', table: 'webhook', column: 'secret_encrypted', portion: 200 },
  { title: '企业微信回调', table: 'inbox', column: 'body', portion: 50 },
  // Files are sealed with a key each, and only that one is under the data key: their bytes stay as they are.
  { title: '会话文件的密钥', table: 'chat_media', column: 'file_key', portion: 200, where: 'file_key IS NOT NULL' },
  {
    title: '会话文件的名称',
    table: 'chat_media',
    column: 'sealed_name',
    portion: 200,
    where: 'sealed_name IS NOT NULL',
  },
  { title: '会话导出的密钥', table: 'chat_export', column: 'file_key', portion: 200, where: 'file_key IS NOT NULL' },
  {
    title: '会话存档',
    table: 'chat_message',
    column: 'content',
    portion: 200,
    key: 'position',
    where: 'is_encrypted = 1',
  },
];

/**
 * Encrypts anew what retired keys closed, in small commits; rows that come while it runs are under the current key already.
 * Stopped at any point it is simply run again. Returns how many were changed.
 */
export async function resealColumn(
  db: Database,
  keys: DataKeys,
  column: SealedColumn,
  onProgress: (looked: number, changed: number) => void = () => undefined,
): Promise<number> {
  const { key = 'id', where = '1 = 1' } = column;
  let afterId: string | number = key === 'id' ? '' : 0;
  let looked = 0;
  let changed = 0;
  for (;;) {
    const rows = await select<{ id: string | number; sealed: string | Buffer | ArrayBuffer }>(
      db.read,
      `SELECT ${key} AS id, \`${column.column}\` AS sealed FROM \`${column.table}\`
        WHERE ${key} > ? AND ${where} ORDER BY ${key} LIMIT ${column.portion}`,
      [afterId],
    );
    if (rows.length === 0) return changed;
    const stale = rows
      .map(({ id, sealed }) => ({ id, sealed: typeof sealed === 'string' ? sealed : Buffer.from(sealed as Buffer) }))
      .filter(({ sealed }) => !keys.isCurrent(sealed));
    if (stale.length > 0) {
      await db.transaction(async (tx) => {
        for (const { id, sealed } of stale) {
          const fields = resealed(keys, column, sealed);
          const names = Object.keys(fields).map((name) => `\`${name}\` = ?`);
          await execute(tx, `UPDATE \`${column.table}\` SET ${names.join(', ')} WHERE ${key} = ?`, [
            ...Object.values(fields),
            id,
          ]);
        }
      });
    }
    looked += rows.length;
    changed += stale.length;
    afterId = rows.at(-1)!.id;
    onProgress(looked, changed);
  }
}

function resealed(keys: DataKeys, column: SealedColumn, sealed: string | Buffer): Record<string, SqlValue> {
  if (typeof sealed !== 'string') return { [column.column]: keys.encrypt(keys.decrypt(sealed)) };
  // As bytes: keys of files are no text.
  const plain = keys.decrypt(Buffer.from(sealed, 'base64'));
  return {
    [column.column]: keys.encrypt(plain).toString('base64'),
    ...(column.hash ? { [column.hash.column]: column.hash.of(keys, plain.toString('utf8')) } : {}),
  };
}

/** Tokens of WeCom closed with a retired key: their names hang on that key, too, so nobody asks for them again. */
export async function forgetStaleCredentials(db: Database, keys: DataKeys): Promise<number> {
  const rows = await select<{ name: string; value: string | null }>(
    db.read,
    'SELECT name, value FROM wecom_credential',
  );
  const stale = rows.filter(({ value }) => value !== null && !keys.isCurrent(value)).map(({ name }) => name);
  if (stale.length === 0) return 0;
  return db.transaction((tx) => execute(tx, `DELETE FROM wecom_credential WHERE name ${inList(stale)}`, stale));
}

/** Entries deleted together. */
const ENTRIES_AT_ONCE = 5_000;

/**
 * The search of chats is made of keyed hashes: it is thrown away and made again by the running server, from the first message on.
 * The place of whoever makes it is set back last of all; what is written twice meanwhile counts once.
 */
export async function indexChatsAnew(db: Database): Promise<void> {
  for (;;) {
    const [next] = await select<{ token: number | string }>(
      db.read,
      `SELECT token FROM chat_index ORDER BY token LIMIT 1 OFFSET ${ENTRIES_AT_ONCE}`,
    );
    if (!next) break;
    const deleted = await db.transaction((tx) =>
      execute(tx, 'DELETE FROM chat_index WHERE token <= ?', [Number(next.token)]),
    );
    if (deleted === 0) break;
  }
  await db.transaction(async (tx) => {
    await execute(tx, 'DELETE FROM chat_index');
    await execute(tx, 'UPDATE bulk_cursor SET position = 0 WHERE name = ?', [CHAT_INDEXER]);
  });
}

/** The proof that a start with this key can read the data; last of all, since it says that the rest is done. */
export async function resealKeyCheck(db: Database, keys: DataKeys): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await tx.findOneBy(InstallationRow, { name: 'key_check' });
    if (row && !keys.isCurrent(row.value))
      await tx.update(InstallationRow, { name: 'key_check' }, { value: keys.encryptText(keys.decryptText(row.value)) });
  });
}
