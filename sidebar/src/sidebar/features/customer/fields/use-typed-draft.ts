import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { useEffect, useState } from 'react';
import { forgetSentDraft, hasDraft, useDraft } from '../../../../shared/drafts/use-draft.ts';
import { draftOf } from '../../../../shared/fields/field-draft.ts';

/** What is being written, and what was saved when the writing began: a colleague may save something else meanwhile. */
interface TypedDraft {
  text: string;
  over: FieldValue | null;
}

/** Until something is written the input follows what is saved; what is written survives until the server has it. */
export function useTypedDraft(customerId: string, field: CustomerFieldView) {
  const name = `field-text.${customerId}.${field.fieldId}`;
  const saved = draftOf(field);
  const isOnItsWay = field.value !== null && field.origin === null;
  const [isLeftOver] = useState(() => hasDraft(name));
  const [kept, keep] = useDraft<TypedDraft | null>(name, null);
  const draft = kept?.text === saved ? null : kept;
  const isConfirmed = kept !== null && draft === null && !isOnItsWay;
  useEffect(() => {
    if (isConfirmed) keep(null);
  }, [isConfirmed, keep]);
  return {
    draft,
    text: draft ? draft.text : saved,
    isLeftOver: isLeftOver && draft !== null,
    write: (text: string) =>
      keep(text === saved && !isOnItsWay ? null : { text, over: draft ? draft.over : field.value }),
    giveUp: () => keep(null),
    /** To be called once the server has what is written at this moment. */
    forget: () => forgetSentDraft(name, kept),
  };
}
