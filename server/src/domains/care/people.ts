import type { CareCalendar, CareDraft, CareOccasion } from '@zhike/shared/contracts/care';
import { addDays } from '@zhike/shared/formulas/calendar';
import { compileFilter } from '../../engines/filter/compile.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import { instantOf } from '../../platform/business-time.ts';
import { dialectOf, inList, select, type SqlValue, useIndex } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { ListDeps } from '../customer/list-filter.ts';
import { listCustomerIds } from '../customer/list.ts';
import { type Condition, customerScopeSql } from '../customer/scope.ts';
import { datesRemembered } from './rules.ts';

/** Somebody who is remembered on a day. */
export interface Person {
  customerId: string;
  /** Of hers that comes back; null of holidays. */
  date: string | null;
  calendar: CareCalendar;
}

interface Asked {
  after?: string | null;
  limit: number;
  /** Whom the asker sees. */
  scope: DataScope;
}

interface PeoplePage {
  people: Person[];
  /** Where it goes on; null: that was the last of them. */
  next: string | null;
}

/** WeCom is younger than this: nobody was added before. */
const FIRST_ADDED = '2010-01-01';

/**
 * Whom a plan remembers on a day, some at a time, whoever serves them: those whose date it is are found along the index of dates, not
 * among all customers. A page may hold fewer than asked for, or nobody.
 */
export async function peopleOn(
  tx: Tx,
  deps: ListDeps,
  { occasion, filter }: Pick<CareDraft, 'occasion' | 'filter'>,
  day: string,
  asked: Asked,
): Promise<PeoplePage> {
  if (occasion.kind === 'holiday') {
    const wanted = { status: 'active' as const, ...(filter ? { filter } : {}) };
    const { ids, nextCursor } = await listCustomerIds(tx, deps, wanted, asked.scope, {
      cursor: asked.after ?? undefined,
      limit: asked.limit,
    });
    return { people: ids.map((customerId) => ({ customerId, date: null, calendar: 'solar' })), next: nextCursor };
  }
  const conditions = ["c.status = 'active'"];
  const values: SqlValue[] = [];
  const and = (condition: Condition | null) => {
    if (!condition) return;
    conditions.push(condition.sql);
    values.push(...condition.values);
  };
  const context = { now: deps.clock.now(), timeZone: deps.config.timeZone };
  const place = { id: 'c.id', column: (name: string) => `c.${name}` };
  if (filter) and(compileFilter(await prepareFilter(tx, deps.filterFields, filter), place, context));
  and(customerScopeSql(asked.scope, 'c.id'));
  return occasion.kind === 'birthday' || occasion.fieldId !== null
    ? alongFields(tx, occasion, day, asked, { conditions, values })
    : alongAdded(tx, occasion, day, asked, { conditions, values }, deps.config.timeZone);
}

interface More {
  conditions: string[];
  values: SqlValue[];
}
type Dated = Exclude<CareOccasion, { kind: 'holiday' }>;

const utcMidnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

async function alongFields(
  tx: Tx,
  occasion: Dated,
  day: string,
  { after, limit }: Asked,
  more: More,
): Promise<PeoplePage> {
  const usual = occasion.kind === 'birthday' ? occasion.calendar : 'solar';
  const solar = datesRemembered(occasion, day, 'solar').map(utcMidnight);
  const lunar = occasion.kind === 'birthday' ? datesRemembered(occasion, day, 'lunar').map(utcMidnight) : [];
  const all = [...new Set([...solar, ...lunar])];
  const kept = `COALESCE(k.calendar, '${usual}')`;
  const byCalendar = [
    ...(solar.length > 0 ? [{ sql: `(${kept} = 'solar' AND f.date_value ${inList(solar)})`, values: solar }] : []),
    ...(lunar.length > 0 ? [{ sql: `(${kept} = 'lunar' AND f.date_value ${inList(lunar)})`, values: lunar }] : []),
  ];
  if (all.length === 0) return { people: [], next: null };
  const isBirthday = occasion.kind === 'birthday';
  const [at, id] = after ? decodeCursor(after, ['number', 'string']) : [];
  const rows = await select<{ customer_id: string; date_value: number | string; calendar: CareCalendar }>(
    tx,
    `SELECT f.customer_id, f.date_value, ${isBirthday ? kept : "'solar'"} AS calendar
       FROM customer_field f ${useIndex(dialectOf(tx), 'customer_field_by_date')} JOIN customer c ON c.id = f.customer_id
       ${isBirthday ? 'LEFT JOIN care_calendar k ON k.customer_id = f.customer_id AND k.field_id = f.field_id' : ''}
      WHERE f.field_id = ? AND f.date_value ${inList(all)}
        ${isBirthday ? `AND (${byCalendar.map(({ sql }) => sql).join(' OR ')})` : ''}
        ${at === undefined ? '' : 'AND (f.date_value > ? OR (f.date_value = ? AND f.customer_id > ?))'}
        AND ${more.conditions.join(' AND ')}
      ORDER BY f.date_value, f.customer_id LIMIT ${limit + 1}`,
    [
      occasion.fieldId,
      ...all,
      ...(isBirthday ? byCalendar.flatMap((one) => one.values) : []),
      ...(at === undefined || id === undefined ? [] : [at, at, id]),
      ...more.values,
    ],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    people: shown.map((row) => ({
      customerId: row.customer_id,
      date: new Date(Number(row.date_value)).toISOString().slice(0, 10),
      calendar: row.calendar,
    })),
    next: rows.length > limit && last ? encodeCursor([Number(last.date_value), last.customer_id]) : null,
  };
}

/** By the day on which they were first added, which is a moment: it lies in a span of our time zone. */
async function alongAdded(
  tx: Tx,
  occasion: Dated,
  day: string,
  { after, limit }: Asked,
  more: More,
  timeZone: string,
): Promise<PeoplePage> {
  const spans = datesRemembered(occasion, day, 'solar')
    .filter((date) => date >= FIRST_ADDED)
    .map((date) => ({ date, from: instantOf(date, 0, timeZone), to: instantOf(addDays(date, 1), 0, timeZone) }));
  if (spans.length === 0) return { people: [], next: null };
  const [at, id] = after ? decodeCursor(after, ['number', 'string']) : [];
  const rows = await select<{ id: string; at: number | string }>(
    tx,
    `SELECT c.id, c.first_added_at AS at FROM customer c ${useIndex(dialectOf(tx), 'customer_by_added')}
      WHERE (${spans.map(() => '(c.first_added_at >= ? AND c.first_added_at < ?)').join(' OR ')})
        ${at === undefined ? '' : 'AND (c.first_added_at > ? OR (c.first_added_at = ? AND c.id > ?))'}
        AND ${more.conditions.join(' AND ')}
      ORDER BY c.first_added_at, c.id LIMIT ${limit + 1}`,
    [
      ...spans.flatMap(({ from, to }) => [from, to]),
      ...(at === undefined || id === undefined ? [] : [at, at, id]),
      ...more.values,
    ],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    people: shown.map((row) => ({
      customerId: row.id,
      date: spans.find(({ from, to }) => Number(row.at) >= from && Number(row.at) < to)!.date,
      calendar: 'solar',
    })),
    next: rows.length > limit && last ? encodeCursor([Number(last.at), last.id]) : null,
  };
}

const AT_ONCE = 200;

/** How many a plan remembers on a day, counted up to `most`. */
export async function countOn(
  tx: Tx,
  deps: ListDeps,
  definition: Pick<CareDraft, 'occasion' | 'filter'>,
  day: string,
  { scope, most, after = null }: { scope: DataScope; most: number; after?: string | null },
): Promise<{ customers: number; isMore: boolean }> {
  let customers = 0;
  let place = after;
  do {
    const { people, next } = await peopleOn(tx, deps, definition, day, { after: place, limit: AT_ONCE, scope });
    customers += people.length;
    place = next;
  } while (place !== null && customers < most);
  return { customers, isMore: place !== null };
}
