import type { CustomFieldKind, FieldValue } from '@zhike/shared/contracts/custom-field';
import { chosenIds, draftOf, type ReadDraft, readDraft } from '../../shared/fields/field-draft.ts';

/** What a custom field is given, while somebody puts it in: `text` of texts, numbers and days, `optionIds` of choices. */
export interface FieldDraft {
  text: string;
  optionIds: string[];
}

export const emptyDraft: FieldDraft = { text: '', optionIds: [] };

export function fieldDraftOf(value: FieldValue | null): FieldDraft {
  return { text: draftOf({ value }), optionIds: [...chosenIds(value)] };
}

/** What the server is sent (null empties the field), or words on what is wrong. */
export function readFieldDraft(kind: CustomFieldKind, { text, optionIds }: FieldDraft): ReadDraft {
  switch (kind) {
    case 'text':
    case 'number':
    case 'date':
      return readDraft[kind](text);
    case 'single_choice':
    case 'multiple_choice':
      return { value: optionIds.length > 0 ? { kind: 'choice', optionIds } : null };
  }
}
