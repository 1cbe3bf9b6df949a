import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type Database from 'libsql';
import type { World } from './world.ts';

const flushMs = 500;
const metaCollection = 'sandbox';

/**
 * Keeps the world in a small SQLite file. Changes are written together every half second, so a `kill -9` loses at most the last
 * second; an orderly stop loses nothing.
 */
export class StateFile {
  readonly #database: Database.Database;
  readonly #dirty = new Map<string, { collection: string; key: string; value: unknown }>();
  readonly #meta = new Map<string, string>();
  readonly #readMeta: () => Record<string, unknown>;
  readonly #timer: NodeJS.Timeout;

  private constructor(database: Database.Database, readMeta: () => Record<string, unknown>) {
    this.#database = database;
    this.#readMeta = readMeta;
    this.#timer = setInterval(() => this.flush(), flushMs);
    this.#timer.unref();
  }

  /** `readMeta` gives what else belongs to the state (settings, clock …); it is compared at every write. */
  static async open(path: string, readMeta: () => Record<string, unknown>): Promise<StateFile> {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    // Loaded only when asked for: the native module costs start time.
    const { default: SqliteDatabase } = await import('libsql');
    const database = new SqliteDatabase(path);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(
      'CREATE TABLE IF NOT EXISTS record (collection TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (collection, key)) WITHOUT ROWID',
    );
    return new StateFile(database, readMeta);
  }

  /** To be given to the world as its change listener. */
  note(collection: string, key: string, value: unknown): void {
    this.#dirty.set(`${collection}\n${key}`, { collection, key, value });
  }

  /** Fills an empty world. Returns what else was kept; empty for a new file. */
  load(world: World): Record<string, unknown> {
    for (const collection of world.collections()) {
      const rows = this.#rows(collection.name);
      // In order of creation, because sequence lists grow at their end.
      if (rows.length > 0 && typeof (rows[0] as { seq?: unknown }).seq === 'number')
        rows.sort((a, b) => (a as { seq: number }).seq - (b as { seq: number }).seq);
      for (const row of rows) collection.restore(row);
    }
    const meta: Record<string, unknown> = {};
    const statement = this.#database.prepare('SELECT key, json FROM record WHERE collection = ?');
    for (const row of statement.all(metaCollection) as { key: string; json: string }[]) {
      meta[row.key] = JSON.parse(row.json);
      this.#meta.set(row.key, row.json);
    }
    return meta;
  }

  flush(): void {
    const changes = [...this.#dirty.values()];
    for (const [key, value] of Object.entries(this.#readMeta())) {
      const json = JSON.stringify(value);
      if (this.#meta.get(key) === json) continue;
      this.#meta.set(key, json);
      changes.push({ collection: metaCollection, key, value });
    }
    if (changes.length === 0) return;
    const put = this.#database.prepare('INSERT OR REPLACE INTO record (collection, key, json) VALUES (?, ?, ?)');
    const drop = this.#database.prepare('DELETE FROM record WHERE collection = ? AND key = ?');
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const { collection, key, value } of changes) {
        if (value === undefined) drop.run(collection, key);
        else put.run(collection, key, JSON.stringify(value));
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
    this.#dirty.clear();
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
    this.#database.close();
  }

  #rows(collection: string): unknown[] {
    const rows = this.#database.prepare('SELECT json FROM record WHERE collection = ?').all(collection) as {
      json: string;
    }[];
    return rows.map((row) => JSON.parse(row.json) as unknown);
  }
}
