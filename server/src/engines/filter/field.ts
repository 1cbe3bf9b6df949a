import type { FilterCondition, FilterOperator } from '@zhike/shared/contracts/filter';
import type { FieldInput } from '@zhike/shared/contracts/filter-field';
import type { SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

export interface Sql {
  sql: string;
  values: SqlValue[];
}

/** Where in a query the people stand whom a filter narrows. */
export interface Place {
  /** Column with the id. */
  id: string;
  /** A column of the person's own row, whatever table the query walks along. */
  column(name: string): string;
}

/** What "today" is. `now` in epoch ms of business time. */
export interface FilterContext {
  now: number;
  timeZone: string;
}

/** What is known of one field of several people, by id; who is absent has no value. */
export type Loaded<Fact> = Map<string, Fact>;

interface FieldBase {
  /** Stable: saved filters name it. */
  name: string;
  /** In Chinese, for the builder and for sentences. */
  label: string;
  /** No longer offered: saved filters that ask for it still work. */
  isRetired?: boolean;
  /** How a person picks values. */
  input: FieldInput;
  /** Where not all operators of the kind make sense. */
  operators?: readonly FilterOperator[];
  /** Values that all mean the same people, e.g. a department and all below it. */
  expand?(tx: Tx, values: string[]): Promise<string[]>;
  /** What people call these values, where there are no fixed options; what is no more is absent. */
  names?(tx: Tx, values: readonly string[]): Promise<Map<string, string>>;
  /**
   * Everybody whom a condition fits, where an index finds them and they are no more than `limit`; null otherwise. It must be cheap to
   * find out that they are more.
   */
  few?(tx: Tx, condition: FilterCondition, context: FilterContext, limit: number): Promise<string[] | null>;
}

/** One of many, or none: owner, stage. */
export interface ChoiceField extends FieldBase {
  kind: 'choice';
  /** Every value there is, where they are few and fixed. */
  options?: readonly { value: string; label: string }[];
  /** How values are kept; `text` unless said otherwise. */
  stored?: 'int';
  sql(place: Place): string;
  load(tx: Tx, ids: readonly string[]): Promise<Loaded<string>>;
}

/** Any number of many: tags, groups. */
export interface SetField extends FieldBase {
  kind: 'set';
  /** Every value there is, where they are few and fixed. */
  options?: readonly { value: string; label: string }[];
  /** A condition that holds when she has one of these values; with null, any value at all. Never NULL. */
  has(place: Place, values: readonly string[] | null): Sql;
  load(tx: Tx, ids: readonly string[]): Promise<Loaded<ReadonlySet<string>>>;
}

/** A moment, epoch ms; or a calendar day, kept as the midnight that begins it in UTC. */
export interface DateField extends FieldBase {
  kind: 'date';
  kept?: 'day';
  sql(place: Place): string;
  load(tx: Tx, ids: readonly string[]): Promise<Loaded<number>>;
}

/** A number. Kept as a whole number of ten-thousandths where decimals occur, so that both engines compare exactly. */
export interface NumberField extends FieldBase {
  kind: 'number';
  unit: string | null;
  /** What 1 is kept as. */
  scale: number;
  sql(place: Place): string;
  /** As it is kept. */
  load(tx: Tx, ids: readonly string[]): Promise<Loaded<number>>;
}

/** Text as the field keeps it: its own pieces for searching, or the text itself. */
export interface TextField extends FieldBase {
  kind: 'text';
  sql(place: Place, op: 'contains' | 'equals', text: string): Sql;
  isThere(place: Place): string;
  load(tx: Tx, ids: readonly string[]): Promise<Loaded<readonly string[]>>;
  matches(texts: readonly string[], op: 'contains' | 'equals', text: string): boolean;
}

export interface DayCount {
  kind: string;
  /** Business day, `2026-11-08`. */
  day: string;
  count: number;
}

/** How often something of some kinds happened on some days. */
export interface CountField extends FieldBase {
  kind: 'count';
  options: readonly { value: string; label: string }[];
  /** The sum over the kinds and the days from `from` to `to`, both included; 0 where nothing happened. */
  sum(place: Place, kinds: readonly string[], from: string, to: string): Sql;
  load(tx: Tx, ids: readonly string[], from: string, to: string): Promise<Loaded<DayCount[]>>;
}

export type FilterField = ChoiceField | SetField | DateField | NumberField | TextField | CountField;
export type FieldKind = FilterField['kind'];

/** The conditions whose operators a kind of field knows. */
export type ConditionOf<Op extends FilterOperator> = Extract<FilterCondition, { op: Op | FilterOperator }> & { op: Op };

/** What a kind of field means, in SQL and in memory, side by side: they must agree (filter-fields.db.test.ts). */
export interface KindRules<Field extends FilterField, Fact> {
  /** Of fields that do not say otherwise. */
  operators: readonly FilterOperator[];
  /** True or not true (NULL counts as not); `not` is added around it. */
  sql(field: Field, condition: FilterCondition, place: Place, context: FilterContext): Sql;
  matches(field: Field, condition: FilterCondition, fact: Fact | undefined, context: FilterContext): boolean;
}
