import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * Column kinds that mean the same on SQLite, MariaDB and MySQL. Every column states name and type: nothing is guessed.
 * Ids and keys compare by byte (in utf8mb4_unicode_ci two different emoji are equal).
 */
type Options = Pick<ColumnOptions, 'nullable' | 'default'>;

const collation = { charset: 'utf8mb4', collation: 'utf8mb4_bin' } as const;
const asNumber = { from: (value: unknown) => (value === null || value === undefined ? null : Number(value)), to: (value: unknown) => value };

/** Our own id: a ULID. */
export const IdColumn = (name: string, options: Options = {}) => Column({ name, type: 'varchar', length: 26, ...collation, ...options });
export const PrimaryId = (name = 'id') => PrimaryColumn({ name, type: 'varchar', length: 26, ...collation });

/** A key compared byte by byte: WeCom ids, digests, codes. */
export const KeyColumn = (name: string, length = 64, options: Options = {}) => Column({ name, type: 'varchar', length, ...collation, ...options });
export const PrimaryKey = (name: string, length = 64) => PrimaryColumn({ name, type: 'varchar', length, ...collation });

/** Short text for people, searched without case. */
export const TextColumn = (name: string, length = 255, options: Options = {}) => Column({ name, type: 'varchar', length, charset: 'utf8mb4', collation: 'utf8mb4_unicode_ci', ...options });

/** Long text: notes, JSON, ciphertext in base64. Up to 16 MiB. */
export const LongTextColumn = (name: string, options: Pick<Options, 'nullable'> = {}) => Column({ name, type: 'text', ...options });

/** A JSON document kept as text; our code owns the shape. */
export const JsonColumn = (name: string, options: Pick<Options, 'nullable'> = {}) =>
  Column({ name, type: 'text', transformer: { from: (v: string | null) => (v === null ? null : JSON.parse(v)), to: (v: unknown) => (v === null || v === undefined ? v : JSON.stringify(v)) }, ...options });

/** Epoch ms. */
export const TimeColumn = (name: string, options: Options = {}) => Column({ name, type: 'bigint', transformer: asNumber, ...options });

export const IntColumn = (name: string, options: Options = {}) => Column({ name, type: 'int', ...options });

/** Money in fen and other integers beyond 32 bits (safe up to 2^53). */
export const BigIntColumn = (name: string, options: Options = {}) => Column({ name, type: 'bigint', transformer: asNumber, ...options });

/** 0 or 1. */
export const FlagColumn = (name: string, options: Options = {}) =>
  Column({ name, type: 'int', transformer: { from: (v: number | null) => (v === null ? null : Boolean(v)), to: (v: boolean | null | undefined) => (v === null || v === undefined ? v : v ? 1 : 0) }, ...options, default: typeof options.default === 'boolean' ? Number(options.default) : options.default });

/** Bytes: raw callbacks (encrypted), small files. */
export const BytesColumn = (name: string, options: Pick<Options, 'nullable'> = {}) => Column({ name, type: 'blob', ...options });
