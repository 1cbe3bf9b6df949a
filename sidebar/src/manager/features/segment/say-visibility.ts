import type { SegmentVisibility } from '@zhike/shared/contracts/segment';

export const visibilities: { value: SegmentVisibility; label: string }[] = [
  { value: 'own', label: '仅自己' },
  { value: 'department', label: '同部门' },
  { value: 'everybody', label: '所有人' },
];

export const sayVisibility = (visibility: SegmentVisibility): string =>
  visibilities.find(({ value }) => value === visibility)!.label;
