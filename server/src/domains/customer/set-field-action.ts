import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { RuleAction } from '@zhike/shared/contracts/automation-rule';
import type { RuleActionHandler } from '../../engines/rules/registry.ts';
import { businessDate } from '../../platform/business-time.ts';
import { DomainError } from '../../platform/errors.ts';
import { checkValue } from '../field/check-value.ts';
import { findCustomField, getCustomField } from '../field/custom-fields.ts';
import type { CustomFieldRow } from '../field/entity.ts';
import { type FieldOrigin, type HeldValue, heldValue, isSame, setField } from './fields.ts';

type SetField = Extract<RuleAction, { kind: 'set_field' }>;

interface Memory {
  fieldId: string;
  before: HeldValue | null;
  after: FieldValue | null;
}

/** A rule fills in a custom field, or empties it. */
export const setFieldAction: RuleActionHandler<SetField> = {
  kind: 'set_field',
  label: '填写资料字段',
  async check(tx, { fieldId, value }) {
    const field = await getCustomField(tx, fieldId);
    if (value) checkValue(field, settle(value, '2000-01-01'));
  },
  async apply(tx, { customerId, versionId, now }, { fieldId, value }, { config: { timeZone } }) {
    const field = await findCustomField(tx, fieldId);
    if (!field || field.retiredAt !== null) return { outcome: 'skipped', why: 'custom_field.not_found' };
    const wanted = value && settle(value, businessDate(now, timeZone));
    const why = whyNot(field, wanted);
    if (why) return { outcome: 'skipped', why };
    const origin: FieldOrigin = { originKind: 'rule', originRef: versionId, byUserId: null, setAt: now };
    const {
      before,
      value: after,
      isChanged,
    } = await setField(tx, {
      customerId,
      field,
      value: wanted,
      origin,
      now,
      timeZone,
    });
    if (!isChanged) return { outcome: 'already' };
    return { outcome: 'done', memory: { fieldId, before, after } satisfies Memory };
  },
  async undo(tx, { customerId, versionId }, memory, { userId, now }, { config: { timeZone } }) {
    const { fieldId, before, after } = memory as unknown as Memory;
    const field = await findCustomField(tx, fieldId);
    const held = await heldValue(tx, customerId, fieldId, timeZone);
    // What was emptied has no mark of who did it: whatever is there now was filled in since.
    const isOurs = after === null ? held === null : held?.origin.originRef === versionId;
    if (!field || !isOurs || !isSame(held?.value ?? null, after))
      return { outcome: 'kept', why: 'automation.changed_since' };
    const origin = before?.origin ?? { originKind: 'rep', originRef: null, byUserId: userId, setAt: now };
    await setField(tx, {
      customerId,
      field: { ...field, options: field.options.map((option) => ({ ...option, isRetired: false })) },
      value: before?.value ?? null,
      origin,
      byUserId: userId,
      now,
      timeZone,
    });
    return { outcome: 'undone' };
  },
};

function settle(value: NonNullable<SetField['value']>, today: string): FieldValue {
  return value.kind === 'today' ? { kind: 'date', day: today } : value;
}

/** Phrase key, when the field no longer holds such a thing. */
function whyNot(field: CustomFieldRow, value: FieldValue | null): string | null {
  if (!value) return null;
  try {
    checkValue(field, value);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
