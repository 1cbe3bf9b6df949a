import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import { findRows } from '../../platform/database/find-row.ts';
import { execute, insertRows, type SqlValue } from '../../platform/database/sql.ts';
import { type Batch, collect, type Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { checkValue } from '../field/check-value.ts';
import type { CustomFieldRow } from '../field/entity.ts';
import { CustomerFieldRow } from './entity.ts';
import { customerFieldChanged } from './events.ts';
import { getCustomerForUpdate } from './store.ts';

/** What 1 is kept as: four decimals. */
export const NUMBER_SCALE = 10_000;

/** Why a field holds what it holds, and since when (business time). */
export type FieldOrigin = Pick<CustomerFieldRow, 'originKind' | 'originRef' | 'byUserId' | 'setAt'>;

export interface HeldValue {
  value: FieldValue;
  origin: FieldOrigin;
}

/** By id what each custom field of a customer holds, those out of use too. */
export async function heldValues(tx: Tx, customerId: string): Promise<Map<string, HeldValue>> {
  const byField = new Map<string, CustomerFieldRow[]>();
  for (const row of await findRows(tx, CustomerFieldRow, { customerId }))
    byField.set(row.fieldId, [...(byField.get(row.fieldId) ?? []), row]);
  return new Map([...byField].map(([fieldId, rows]) => [fieldId, readValue(rows)!]));
}

export async function heldValue(tx: Tx, customerId: string, fieldId: string): Promise<HeldValue | null> {
  return readValue(await findRows(tx, CustomerFieldRow, { customerId, fieldId }));
}

function readValue(rows: CustomerFieldRow[]): HeldValue | null {
  const [row] = rows;
  if (!row) return null;
  const { originKind, originRef, byUserId, setAt, text, numberValue, dateValue } = row;
  const origin = { originKind, originRef, byUserId, setAt };
  if (text !== null) return { value: { kind: 'text', text }, origin };
  if (numberValue !== null) return { value: { kind: 'number', number: numberValue / NUMBER_SCALE }, origin };
  if (dateValue !== null) return { value: { kind: 'date', day: dayOf(dateValue) }, origin };
  return { value: { kind: 'choice', optionIds: rows.map(({ optionId }) => optionId) }, origin };
}

const dayOf = (utcMidnight: number) => new Date(utcMidnight).toISOString().slice(0, 10);

export interface FieldChange {
  customerId: string;
  field: Pick<CustomFieldRow, 'id' | 'kind' | 'options'>;
  /** Null empties it. */
  value: FieldValue | null;
  origin: FieldOrigin;
  /** Who does it now, when it is not the one of `origin`: taking back restores what was there before. */
  byUserId?: string | null;
  now: number;
}

const changeRows: Batch<Record<string, SqlValue>> = {
  write: (tx, rows) => insertRows(tx, 'customer_field_change', rows),
};

/**
 * Fills in a custom field of a customer or empties it; FieldValueNotForKind or FieldOptionNotFound when it cannot hold that. Returns the change
 * with the origin of what was there before; null when it is there already.
 */
export async function setField(
  tx: Tx,
  { customerId, field, value: asked, origin, byUserId = origin.byUserId, now }: FieldChange,
): Promise<{ changeId: string; eventId: string; beforeOrigin: FieldOrigin | null } | null> {
  const customer = await getCustomerForUpdate(tx, customerId);
  const before = await heldValue(tx, customerId, field.id);
  const value = asked && checkValue(field, asked, before?.value);
  if (isSame(value, before?.value ?? null)) return null;
  await execute(tx, 'DELETE FROM customer_field WHERE customer_id = ? AND field_id = ?', [customerId, field.id]);
  if (value)
    await insertRows(
      tx,
      'customer_field',
      columnsOf(value).map((columns) => ({
        customer_id: customerId,
        field_id: field.id,
        ...columns,
        origin_kind: origin.originKind,
        origin_ref: origin.originRef,
        by_user_id: origin.byUserId,
        set_at: origin.setAt,
      })),
    );
  const changeId = newId();
  collect(tx, changeRows, [
    {
      id: changeId,
      customer_id: customerId,
      field_id: field.id,
      from_value: before && JSON.stringify(before.value),
      to_value: value && JSON.stringify(value),
      changed_at: now,
    },
  ]);
  const originRef = byUserId === null ? origin.originRef : null;
  const eventId = await recordEvent(
    tx,
    customerFieldChanged({
      occurredAt: now,
      customerId,
      memberUserId: byUserId ?? customer.ownerUserId,
      payload: { fieldId: field.id, changeId, byUserId, originRef },
    }),
  );
  return { changeId, eventId, beforeOrigin: before?.origin ?? null };
}

function columnsOf(value: FieldValue): Record<string, SqlValue>[] {
  const columns = { option_id: '', text_value: null, number_value: null, date_value: null };
  switch (value.kind) {
    case 'text':
      return [{ ...columns, text_value: value.text }];
    case 'number':
      return [{ ...columns, number_value: Math.round(value.number * NUMBER_SCALE) }];
    case 'date':
      return [{ ...columns, date_value: Date.parse(`${value.day}T00:00:00Z`) }];
    case 'choice':
      return value.optionIds.map((option_id) => ({ ...columns, option_id }));
  }
}

export function isSame(one: FieldValue | null, other: FieldValue | null): boolean {
  if (one?.kind === 'choice' && other?.kind === 'choice')
    return one.optionIds.length === other.optionIds.length && one.optionIds.every((id) => other.optionIds.includes(id));
  return JSON.stringify(one) === JSON.stringify(other);
}
