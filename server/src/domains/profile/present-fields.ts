import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import type { Explain, RuleMark } from '../automation/explain-marks.ts';
import type { HeldValue } from '../customer/fields.ts';
import type { CustomFieldRow } from '../field/entity.ts';
import type { Names } from './names.ts';

/** Custom fields of one customer in their order, with what they hold and where that is from. */
export function presentFields(
  fields: readonly CustomFieldRow[],
  held: ReadonlyMap<string, HeldValue>,
  names: Names,
  explain: Explain,
): CustomerFieldView[] {
  return fields.map(({ id, name, kind, unit, options }) => {
    const { value = null, origin } = held.get(id) ?? {};
    return {
      fieldId: id,
      name,
      kind,
      unit,
      options,
      value,
      origin: origin
        ? {
            member: origin.byUserId === null ? null : names.member(origin.byUserId),
            rule: origin.originRef === null ? null : explain({ versionId: origin.originRef, at: origin.setAt }),
            at: origin.setAt,
          }
        : null,
    };
  });
}

export const ruleFields = (held: readonly HeldValue[]): RuleMark[] =>
  held.flatMap(({ origin: { originRef, setAt } }) => (originRef === null ? [] : [{ versionId: originRef, at: setAt }]));
