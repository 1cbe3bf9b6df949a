import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';

/** Fields for tests. */
export const budget: CustomFieldView = {
  id: 'F'.repeat(26),
  name: '预算',
  kind: 'number',
  unit: '万',
  options: [],
  departmentIds: [],
  isMine: true,
  isRetired: false,
};
export const dealDay: CustomFieldView = { ...budget, id: 'G'.repeat(26), name: '成交日期', kind: 'date', unit: null };
export const style: CustomFieldView = {
  ...budget,
  id: 'H'.repeat(26),
  name: '风格',
  kind: 'multiple_choice',
  unit: null,
  options: [
    { id: 'A'.repeat(26), label: '现代', isRetired: false },
    { id: 'B'.repeat(26), label: '中式', isRetired: false },
    { id: 'C'.repeat(26), label: '欧式', isRetired: true },
  ],
};
export const oldField: CustomFieldView = { ...budget, id: 'K'.repeat(26), name: '旧字段', isRetired: true };
export const exampleFields = [budget, dealDay, style, oldField];
