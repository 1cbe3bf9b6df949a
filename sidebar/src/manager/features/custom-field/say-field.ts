import type { CustomFieldKind, CustomFieldView } from '@zhike/shared/contracts/custom-field';

export const kindNames: Record<CustomFieldKind, string> = {
  text: '文本',
  number: '数字',
  date: '日期',
  single_choice: '单选',
  multiple_choice: '多选',
};

export const hasOptions = (kind: CustomFieldKind) => kind === 'single_choice' || kind === 'multiple_choice';

const SHOWN = 4;

/** What can be chosen, the first few by name: 「现代、北欧、中式、日式等 7 项」. */
export function sayOptions({ options }: Pick<CustomFieldView, 'options'>): string {
  const used = options.filter(({ isRetired }) => !isRetired).map(({ label }) => label);
  return used.length > SHOWN ? `${used.slice(0, SHOWN).join('、')}等 ${used.length} 项` : used.join('、');
}

/** Whom a field is for; departments whose names are not known are counted. */
export function sayDepartments(departmentIds: readonly number[], nameOf: (id: number) => string | undefined): string {
  if (departmentIds.length === 0) return '所有人';
  const names = departmentIds.map(nameOf);
  return names.every((name) => name !== undefined)
    ? `${names.join('、')}(含下级)`
    : `${departmentIds.length} 个部门(含下级)`;
}
