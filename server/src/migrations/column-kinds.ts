import type { TableColumnOptions } from 'typeorm';

/**
 * The column kinds migrations are written in, the same on SQLite, MariaDB and MySQL. Part of the migrations: like them never edited
 * after a release, because what has run must mean the same for ever; a new need gets a new kind. The entities have their own helpers
 * (`platform/database/columns.ts`), and a test finds no drift between the two.
 */
type Options = { nullable?: boolean; default?: string | number; primary?: boolean };

const make = (
  name: string,
  column: Omit<TableColumnOptions, 'name'>,
  { nullable = false, default: value, primary = false }: Options,
): TableColumnOptions => ({
  name,
  isNullable: nullable,
  isPrimary: primary,
  ...(value === undefined ? {} : { default: typeof value === 'string' ? `'${value}'` : value }),
  ...column,
});

export const id = (name = 'id', options: Options = { primary: true }) =>
  make(name, { type: 'varchar', length: '26' }, options);
export const idRef = (name: string, options: Options = {}) => make(name, { type: 'varchar', length: '26' }, options);
export const key = (name: string, length = 64, options: Options = {}) =>
  make(name, { type: 'varchar', length: String(length) }, options);
export const text = (name: string, length = 255, options: Options = {}) =>
  make(name, { type: 'varchar', length: String(length) }, options);
// The medium kinds hold 16 MiB; MySQL's TEXT and BLOB end at 64 KiB. SQLite takes any name that contains TEXT or BLOB.
export const longText = (name: string, options: Options = {}) => make(name, { type: 'mediumtext' }, options);
/** A JSON document; our code owns the shape. */
export const json = (name: string, options: Options = {}) => longText(name, options);
export const time = (name: string, options: Options = {}) => make(name, { type: 'bigint' }, options);
/** Money in fen and other integers beyond 32 bits. */
export const bigInt = (name: string, options: Options = {}) => time(name, options);
export const int = (name: string, options: Options = {}) => make(name, { type: 'integer' }, options);
export const flag = (name: string, options: Options = {}) => make(name, { type: 'integer' }, options);
export const bytes = (name: string, options: Options = {}) => make(name, { type: 'mediumblob' }, options);
