import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { chosenIds, isSameValue } from '../../../shared/fields/field-draft.ts';
import { applyToggles, type Toggled, toggle } from '../../../shared/fields/toggled.ts';
import { shortened } from '../../../shared/format/shortened.ts';
import { type FieldDraft, fieldDraftOf } from '../../components/field-value-draft.ts';

/** What somebody has put in of her own; null: nothing, so that the form shows what is saved by now. */
export type FieldEdit = { draft: FieldDraft; toggled: Toggled; since: FieldValue | null } | null;

type Field = Pick<CustomerFieldView, 'kind' | 'value'>;

/** What the form shows. Of several choices only the toggled ones are her own. */
export function shownDraft({ kind, value }: Field, edit: FieldEdit): FieldDraft {
  if (!edit) return fieldDraftOf(value);
  if (kind === 'multiple_choice') return { text: '', optionIds: applyToggles(chosenIds(value), edit.toggled) };
  return edit.draft;
}

export function editedTo(field: Field, edit: FieldEdit, draft: FieldDraft): FieldEdit {
  const shown = shownDraft(field, edit);
  const live = chosenIds(field.value);
  const tapped = [...shown.optionIds, ...draft.optionIds].filter(
    (id) => shown.optionIds.includes(id) !== draft.optionIds.includes(id),
  );
  const toggled = tapped.reduce((now, id) => toggle(live, now, id), edit?.toggled ?? {});
  const isOwn =
    field.kind === 'multiple_choice' ? Object.keys(toggled).length > 0 : !isSameDraft(draft, fieldDraftOf(field.value));
  return isOwn ? { draft, toggled, since: edit ? edit.since : field.value } : null;
}

const isSameDraft = (one: FieldDraft, other: FieldDraft) =>
  one.text === other.text && one.optionIds.join() === other.optionIds.join();

/** Who has saved what since the form was first touched: what is put in now would replace it. */
export function sayChangeSince(field: CustomerFieldView, edit: FieldEdit): string | null {
  if (!edit || isSameValue(edit.since, field.value)) return null;
  const { member, rule } = field.origin ?? { member: null, rule: null };
  const who = rule ? `规则「${rule.name}」` : (member?.name ?? '');
  if (!field.value) return `刚刚被${who}清空`;
  return `刚刚被${who}改为「${shortened(sayFieldValue(field, field.value))}」`;
}
