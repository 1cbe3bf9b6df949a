import type { RuleAction } from '@zhike/shared/contracts/automation-rule';
import type { CustomFieldKind, CustomFieldView, FieldValue } from '@zhike/shared/contracts/custom-field';
import { chosenIds } from '../../../../shared/fields/field-draft.ts';
import { emptyDraft, type FieldDraft, fieldDraftOf, readFieldDraft } from '../../../components/field-value-draft.ts';

type SetField = Extract<RuleAction, { kind: 'set_field' }>;

/** A field is given something, the day of acting, or nothing. */
export interface SetFieldForm {
  kind: 'set_field';
  /** '' while not chosen. */
  fieldId: string;
  /** How the draft is read; of what is saved only what its value tells. */
  fieldKind: CustomFieldKind;
  how: 'given' | 'today' | 'empty';
  draft: FieldDraft;
}

export const emptySetField: SetFieldForm = {
  kind: 'set_field',
  fieldId: '',
  fieldKind: 'text',
  how: 'given',
  draft: emptyDraft,
};

export function setFieldFormOf({ fieldId, value }: SetField): SetFieldForm {
  if (value === null) return { ...emptySetField, fieldId, how: 'empty' };
  if (value.kind === 'today') return { ...emptySetField, fieldId, fieldKind: 'date', how: 'today' };
  const fieldKind = value.kind === 'choice' ? 'multiple_choice' : value.kind;
  return { ...emptySetField, fieldId, fieldKind, draft: fieldDraftOf(value) };
}

/** Stands for what is not filled in yet: neither the contract takes it nor is anything said of it. */
const NOTHING_YET: FieldValue = { kind: 'text', text: '' };

export function setFieldOf({ fieldId, fieldKind, how, draft }: SetFieldForm): SetField {
  if (how === 'empty') return { kind: 'set_field', fieldId, value: null };
  if (how === 'today') return { kind: 'set_field', fieldId, value: { kind: 'today' } };
  const read = readFieldDraft(fieldKind, draft);
  return { kind: 'set_field', fieldId, value: ('value' in read && read.value) || NOTHING_YET };
}

/** What keeps it from being saved. */
export function problemOfSetField(
  { fieldId, how, draft }: SetFieldForm,
  fields: readonly CustomFieldView[],
): string | null {
  if (fieldId === '') return '请选择字段';
  const field = fields.find(({ id }) => id === fieldId);
  if (!field || field.isRetired) return '这个字段已停用,请重新选择';
  if (how !== 'given') return null;
  const read = readFieldDraft(field.kind, draft);
  if ('problem' in read) return read.problem;
  if (!read.value) return '请填写内容,或选择清空';
  const inUse = new Set(field.options.flatMap(({ id, isRetired }) => (isRetired ? [] : [id])));
  return chosenIds(read.value).every((id) => inUse.has(id)) ? null : '选择的选项已停用,请重新选择';
}
