import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';

/** An option while somebody writes it; `key` keeps its place on screen, `id` is there once it is saved. */
export interface OptionForm {
  key: number;
  id?: string;
  label: string;
}

let keys = 0;
export const newOption = (label = ''): OptionForm => ({ key: ++keys, label });

/** Those in use; of a new field two empty ones to begin with. */
export function optionFormsOf(field: Pick<CustomFieldView, 'options'> | undefined): OptionForm[] {
  if (!field) return [newOption(), newOption()];
  return field.options.filter(({ isRetired }) => !isRetired).map(({ id, label }) => ({ ...newOption(label), id }));
}

/** What is sent: empty lines are left out. */
export function optionsOf(forms: readonly OptionForm[]): { id?: string; label: string }[] {
  return forms.flatMap(({ id, label }) => {
    const text = label.trim();
    return text === '' ? [] : [id === undefined ? { label: text } : { id, label: text }];
  });
}

/** What keeps the options from being saved. */
export function problemOfOptions(forms: readonly OptionForm[]): string | null {
  const labels = optionsOf(forms).map(({ label }) => label);
  if (forms.some(({ id, label }) => id !== undefined && label.trim() === '')) return '选项不能为空,不再使用的请移除';
  if (labels.length === 0) return '请至少填写一个选项';
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice) return `有两个选项都叫「${twice}」`;
  return labels.length > 100 ? '最多 100 个选项' : null;
}
