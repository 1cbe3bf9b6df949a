import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * Column kinds that mean the same on SQLite, MariaDB and MySQL. Every column states name and type: nothing is guessed.
 * All text compares by byte, as SQLite does: on MySQL the migrations set utf8mb4_bin as the database's default
 * (in utf8mb4_unicode_ci two different emoji are equal). Searching without case is done on tokens.
 */
type Options = Pick<ColumnOptions, 'nullable' | 'default'>;

const asNumber = {
  from: (value: unknown) => (value === null || value === undefined ? null : Number(value)),
  to: (value: unknown) => value,
};

/** Our own id: a ULID. */
export const IdColumn = (name: string, options: Options = {}) =>
  Column({ name, type: 'varchar', length: 26, ...options });
export const PrimaryId = (name = 'id') => PrimaryColumn({ name, type: 'varchar', length: 26 });

/** A key compared byte by byte: WeCom ids, digests, codes. */
export const KeyColumn = (name: string, length = 64, options: Options = {}) =>
  Column({ name, type: 'varchar', length, ...options });
export const PrimaryKey = (name: string, length = 64, options: Pick<Options, 'default'> = {}) =>
  PrimaryColumn({ name, type: 'varchar', length, ...options });

/** Short text for people. */
export const TextColumn = (name: string, length = 255, options: Options = {}) =>
  Column({ name, type: 'varchar', length, ...options });

/** Long text: notes, JSON, ciphertext in base64. Up to 16 MiB. */
export const LongTextColumn = (name: string, options: Pick<Options, 'nullable'> = {}) =>
  Column({ name, type: 'text', ...options });

/** A JSON document kept as text; our code owns the shape. */
export const JsonColumn = (name: string, options: Pick<Options, 'nullable'> = {}) =>
  Column({
    name,
    type: 'text',
    transformer: {
      from: (v: string | null) => (v === null ? null : JSON.parse(v)),
      to: (v: unknown) => (v === null || v === undefined ? v : JSON.stringify(v)),
    },
    ...options,
  });

/** Epoch ms. */
export const TimeColumn = (name: string, options: Options = {}) =>
  Column({ name, type: 'bigint', transformer: asNumber, ...options });

export const IntColumn = (name: string, options: Options = {}) => Column({ name, type: 'int', ...options });

/** Money in fen and other integers beyond 32 bits (safe up to 2^53). */
export const BigIntColumn = (name: string, options: Options = {}) =>
  Column({ name, type: 'bigint', transformer: asNumber, ...options });

/** A number as (part of) the primary key. */
export const PrimaryNumber = (name: string) => PrimaryColumn({ name, type: 'bigint', transformer: asNumber });

/** 0 or 1. */
export const FlagColumn = (name: string, options: Options = {}) =>
  Column({
    name,
    type: 'int',
    transformer: {
      from: (v: number | null) => (v === null ? null : Boolean(v)),
      to: (v: boolean | null | undefined) => (v === null || v === undefined ? v : v ? 1 : 0),
    },
    ...options,
    default: typeof options.default === 'boolean' ? Number(options.default) : options.default,
  });

/** Bytes: raw callbacks (encrypted), small files. */
export const BytesColumn = (name: string, options: Pick<Options, 'nullable'> = {}) =>
  Column({ name, type: 'blob', transformer: { from: asBuffer, to: (value: unknown) => value }, ...options });

/** libsql gives an ArrayBuffer, mysql2 a Buffer. */
function asBuffer(value: Buffer | ArrayBuffer | null): Buffer | null {
  return value === null || Buffer.isBuffer(value) ? value : Buffer.from(value);
}
