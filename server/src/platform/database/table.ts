import type { TableColumnOptions } from 'typeorm';

/** Columns for migrations; each mirrors the helper of the same kind in `columns.ts`, and a test finds no drift between the two. */
type Options = { nullable?: boolean; default?: string | number; primary?: boolean };

const bin = { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
const make = (name: string, column: Omit<TableColumnOptions, 'name'>, { nullable = false, default: value, primary = false }: Options): TableColumnOptions => ({
  name,
  isNullable: nullable,
  isPrimary: primary,
  ...(value === undefined ? {} : { default: typeof value === 'string' ? `'${value}'` : value }),
  ...column,
});

export const id = (name = 'id', options: Options = { primary: true }) => make(name, { type: 'varchar', length: '26', ...bin }, options);
export const idRef = (name: string, options: Options = {}) => make(name, { type: 'varchar', length: '26', ...bin }, options);
export const key = (name: string, length = 64, options: Options = {}) => make(name, { type: 'varchar', length: String(length), ...bin }, options);
export const text = (name: string, length = 255, options: Options = {}) => make(name, { type: 'varchar', length: String(length), charset: 'utf8mb4', collation: 'utf8mb4_unicode_ci' }, options);
export const longText = (name: string, options: Options = {}) => make(name, { type: 'text' }, options);
export const json = longText;
export const time = (name: string, options: Options = {}) => make(name, { type: 'bigint' }, options);
export const bigInt = time;
export const int = (name: string, options: Options = {}) => make(name, { type: 'int' }, options);
export const flag = (name: string, options: Options = {}) => make(name, { type: 'int' }, options);
export const bytes = (name: string, options: Options = {}) => make(name, { type: 'blob' }, options);
