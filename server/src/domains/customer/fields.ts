import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import { findRows } from '../../platform/database/find-row.ts';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { execute, insertRows, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
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
export async function heldValues(tx: Tx, customerId: string, timeZone: string): Promise<Map<string, HeldValue>> {
  const rows = await findRows(tx, CustomerFieldRow, { customerId });
  return new Map(
    [...new Set(rows.map(({ fieldId }) => fieldId))].map((id) => [
      id,
      readValue(
        rows.filter(({ fieldId }) => fieldId === id),
        timeZone,
      )!,
    ]),
  );
}

export async function heldValue(
  tx: Tx,
  customerId: string,
  fieldId: string,
  timeZone: string,
): Promise<HeldValue | null> {
  return readValue(await findRows(tx, CustomerFieldRow, { customerId, fieldId }), timeZone);
}

function readValue(rows: CustomerFieldRow[], timeZone: string): HeldValue | null {
  const [row] = rows;
  if (!row) return null;
  const { originKind, originRef, byUserId, setAt, text, numberValue, dateValue } = row;
  const origin = { originKind, originRef, byUserId, setAt };
  if (text !== null) return { value: { kind: 'text', text }, origin };
  if (numberValue !== null) return { value: { kind: 'number', number: numberValue / NUMBER_SCALE }, origin };
  if (dateValue !== null) return { value: { kind: 'date', day: businessDate(dateValue, timeZone) }, origin };
  return { value: { kind: 'choice', optionIds: rows.map(({ optionId }) => optionId) }, origin };
}

export interface FieldChange {
  customerId: string;
  field: Pick<CustomFieldRow, 'id' | 'kind' | 'options'>;
  /** Null empties it. */
  value: FieldValue | null;
  origin: FieldOrigin;
  /** Who does it now, when it is not the one of `origin`: taking back restores what was there before. */
  byUserId?: string | null;
  now: number;
  timeZone: string;
}

/**
 * Fills in a custom field of a customer or empties it; FieldValueNotForKind or FieldOptionNotFound when it cannot hold that. Returns what was
 * there, and whether that changed.
 */
export async function setField(
  tx: Tx,
  { customerId, field, value: asked, origin, byUserId = origin.byUserId, now, timeZone }: FieldChange,
): Promise<{ before: HeldValue | null; value: FieldValue | null; isChanged: boolean }> {
  const customer = await getCustomerForUpdate(tx, customerId);
  const before = await heldValue(tx, customerId, field.id, timeZone);
  const value = asked && checkValue(field, asked, before?.value);
  if (isSame(value, before?.value ?? null)) return { before, value, isChanged: false };
  await execute(tx, 'DELETE FROM customer_field WHERE customer_id = ? AND field_id = ?', [customerId, field.id]);
  if (value)
    await insertRows(
      tx,
      'customer_field',
      columnsOf(value, timeZone).map((columns) => ({
        customer_id: customerId,
        field_id: field.id,
        ...columns,
        origin_kind: origin.originKind,
        origin_ref: origin.originRef,
        by_user_id: origin.byUserId,
        set_at: origin.setAt,
      })),
    );
  await recordEvent(
    tx,
    customerFieldChanged({
      occurredAt: now,
      customerId,
      memberUserId: byUserId ?? customer.ownerUserId,
      payload: {
        fieldId: field.id,
        from: before?.value ?? null,
        to: value,
        byUserId,
        originRef: byUserId === null ? origin.originRef : null,
      },
    }),
  );
  return { before, value, isChanged: true };
}

function columnsOf(value: FieldValue, timeZone: string): Record<string, SqlValue>[] {
  const columns = { option_id: '', text_value: null, number_value: null, date_value: null };
  switch (value.kind) {
    case 'text':
      return [{ ...columns, text_value: value.text }];
    case 'number':
      return [{ ...columns, number_value: Math.round(value.number * NUMBER_SCALE) }];
    case 'date':
      return [{ ...columns, date_value: instantOf(value.day, 0, timeZone) }];
    case 'choice':
      return value.optionIds.map((option_id) => ({ ...columns, option_id }));
  }
}

export function isSame(one: FieldValue | null, other: FieldValue | null): boolean {
  if (one?.kind === 'choice' && other?.kind === 'choice')
    return one.optionIds.length === other.optionIds.length && one.optionIds.every((id) => other.optionIds.includes(id));
  return JSON.stringify(one) === JSON.stringify(other);
}
