import libsql from 'libsql';
import mysql from 'mysql2/promise';

/** A look into the server's database from outside: what is really there counts, not what the server says. */
export interface Asking {
  /** One number of a SELECT. */
  count(sql: string): Promise<number>;
  rows<Row>(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openAsking(url: string): Promise<Asking> {
  const rows = url.startsWith('sqlite:') ? await sqlite(url.slice('sqlite:'.length)) : await viaMysql(url);
  return { ...rows, count: async (sql) => Number(Object.values((await rows.rows<object>(sql))[0]!)[0]) };
}

async function sqlite(path: string): Promise<Omit<Asking, 'count'>> {
  const database = new libsql(path);
  database.pragma('busy_timeout = 5000');
  return {
    rows: async <Row>(sql: string) => database.prepare(sql).all() as Row[],
    close: async () => void database.close(),
  };
}

async function viaMysql(uri: string): Promise<Omit<Asking, 'count'>> {
  const connection = await mysql.createConnection({ uri });
  return {
    rows: async <Row>(sql: string) => (await connection.query<mysql.RowDataPacket[]>(sql))[0] as Row[],
    close: () => connection.end(),
  };
}
