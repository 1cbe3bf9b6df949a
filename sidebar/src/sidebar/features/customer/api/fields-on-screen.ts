import { useMutationState } from '@tanstack/react-query';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';

export interface FieldChange {
  field: CustomerFieldView;
  to: FieldValue | null;
}

export const changeFieldKey = (customerId: string) => ['change-field', customerId];

/**
 * The fields with the changes that are still on their way. The cache holds only what the server has confirmed, so neither an
 * answer to an earlier change nor live news take a later one off the screen, and a failed one leaves nothing behind.
 */
export function useFieldsOnScreen(customerId: string, fields: readonly CustomerFieldView[]): CustomerFieldView[] {
  const underWay = useMutationState({
    filters: { mutationKey: changeFieldKey(customerId), status: 'pending' },
    select: ({ state }) => state.variables as FieldChange,
  });
  return fields.map((field) => {
    const last = underWay.findLast((change) => change.field.fieldId === field.fieldId);
    return last ? { ...field, value: last.to, origin: null } : field;
  });
}
