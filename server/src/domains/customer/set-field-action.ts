import type { RuleAction } from '@zhike/shared/contracts/automation-rule';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { RuleActionHandler } from '../../engines/rules/registry.ts';
import { businessDate } from '../../platform/business-time.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import { type Tx, writeCollected } from '../../platform/database/tx.ts';
import { checkValue } from '../field/check-value.ts';
import { findCustomField, getCustomField } from '../field/custom-fields.ts';
import { FieldOptionNotFound } from '../field/errors.ts';
import { CustomerFieldChangeRow } from './entity.ts';
import { customerFieldChanged } from './events.ts';
import { type FieldOrigin, heldValue, isSame, setField } from './fields.ts';
import { getCustomerForUpdate } from './store.ts';

type SetField = Extract<RuleAction, { kind: 'set_field' }>;

interface Memory {
  changeId: string;
  eventId: string;
  beforeOrigin: FieldOrigin | null;
}

/** A rule fills in a custom field, or empties it. */
export const setFieldAction: RuleActionHandler<SetField> = {
  kind: 'set_field',
  label: '填写资料字段',
  async check(tx, { fieldId, value }) {
    const field = await getCustomField(tx, fieldId);
    if (value) checkValue(field, settle(value, '2000-01-01'));
  },
  async apply(tx, { customerId, versionId, now }, { fieldId, value: wanted }, { config }) {
    const field = await findCustomField(tx, fieldId);
    if (!field || field.retiredAt !== null) return { outcome: 'skipped', why: 'custom_field.not_found' };
    const value = wanted && settle(wanted, businessDate(now, config.timeZone));
    const origin: FieldOrigin = { originKind: 'rule', originRef: versionId, byUserId: null, setAt: now };
    try {
      const change = await setField(tx, { customerId, field, value, origin, now });
      return change ? { outcome: 'done', memory: { ...change } satisfies Memory } : { outcome: 'already' };
    } catch (error) {
      // Retired since the rule was saved; nothing has been written by then.
      if (error instanceof FieldOptionNotFound) return { outcome: 'skipped', why: error.code };
      throw error;
    }
  },
  async undo(tx, { customerId, versionId }, memory, { userId, now }) {
    const { changeId, eventId, beforeOrigin } = memory as unknown as Memory;
    await getCustomerForUpdate(tx, customerId);
    const change = await findRow(tx, CustomerFieldChangeRow, { id: changeId });
    const field = change && (await findCustomField(tx, change.fieldId));
    if (!field) return { outcome: 'kept', why: 'custom_field.not_found' };
    const held = await heldValue(tx, customerId, field.id);
    // What was emptied bears no mark of who did it.
    const isOurs = held
      ? held.origin.originRef === versionId
      : !(await hasChangedSince(tx, { customerId, fieldId: field.id, eventId }));
    if (!isOurs || !isSame(held?.value ?? null, change.to)) return { outcome: 'kept', why: 'automation.changed_since' };
    await setField(tx, {
      customerId,
      // What was there before comes back, also what is out of use now.
      field: { ...field, options: field.options.map((option) => ({ ...option, isRetired: false })) },
      value: change.from,
      origin: beforeOrigin ?? { originKind: 'rep', originRef: null, byUserId: userId, setAt: now },
      byUserId: userId,
      now,
    });
    return { outcome: 'undone' };
  },
};

function settle(value: NonNullable<SetField['value']>, today: string): FieldValue {
  return value.kind === 'today' ? { kind: 'date', day: today } : value;
}

async function hasChangedSince(
  tx: Tx,
  { customerId, fieldId, eventId }: { customerId: string; fieldId: string; eventId: string },
): Promise<boolean> {
  await writeCollected(tx);
  const rows = await select<{ payload: string }>(
    tx,
    'SELECT payload FROM event WHERE customer_id = ? AND id > ? AND type = ?',
    [customerId, eventId, customerFieldChanged.name],
  );
  return rows.some(({ payload }) => (JSON.parse(payload) as { fieldId: string }).fieldId === fieldId);
}
