import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { useEffect, useState } from 'react';
import { forgetSentDraft, hasDraft, useDraft } from '../../../../shared/drafts/use-draft.ts';
import { chosenIds, offeredOptions } from '../../../../shared/fields/field-draft.ts';
import { applyToggles, type Toggled, toggle } from '../../../../shared/fields/toggled.ts';

/** Options nobody has touched follow what is saved; what was toggled survives until the server has it. */
export function useChecksDraft(customerId: string, field: CustomerFieldView) {
  const name = `field-toggles.${customerId}.${field.fieldId}`;
  const saved = chosenIds(field.value);
  const isOnItsWay = field.value !== null && field.origin === null;
  const [isLeftOver] = useState(() => hasDraft(name));
  const [kept, keep] = useDraft<Toggled | null>(name, null);
  const applied = applyToggles(saved, kept ?? {});
  // In the field's order, and without what has gone out of use since it was toggled.
  const checked = offeredOptions(field)
    .map(({ id }) => id)
    .filter((id) => applied.includes(id));
  const isChanged = checked.length !== saved.length || !checked.every((id) => saved.includes(id));
  const isConfirmed = kept !== null && !isChanged && !isOnItsWay;
  useEffect(() => {
    if (isConfirmed) keep(null);
  }, [isConfirmed, keep]);
  return {
    checked,
    isLeftOver: isLeftOver && isChanged,
    check: (id: string) => {
      const next = toggle(saved, kept ?? {}, id);
      keep(Object.keys(next).length > 0 ? next : null);
    },
    giveUp: () => keep(null),
    /** To be called once the server has what is checked at this moment. */
    forget: () => forgetSentDraft(name, kept),
  };
}
