import type { MessagePlace } from '@zhike/shared/contracts/common';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { useChangeField } from '../api/change-field.ts';
import { isSameValue } from '../../../../shared/fields/field-draft.ts';

export interface OneFieldProps {
  customerId: string;
  field: CustomerFieldView;
  /** Where an archived message can be read. */
  messageHref(place: MessagePlace): string;
  onClose(): void;
}

/** The sheet closes at once; what came of it is said in a notice. */
export function useSaveAndClose({ customerId, field }: Pick<OneFieldProps, 'customerId' | 'field'>) {
  const save = useChangeField(customerId);
  return (to: FieldValue | null, close: () => void, onSaved: () => void = () => undefined) => {
    close();
    if (isSameValue(field.value, to)) onSaved();
    else void save({ field, to }, { onSaved });
  };
}
