import type { Filter } from '@zhike/shared/contracts/filter';
import type { ComponentType } from 'react';

interface Picked {
  id: string;
  name: string;
}

interface PickerProps {
  label: string;
  value: readonly string[];
  single?: boolean;
  nameOf(id: string): string | undefined;
  onChange(picked: Picked[]): void;
}

/** What other parts of the manager bring to the editor; the page fits them together. */
export interface SopPickers {
  tag: ComponentType<PickerProps>;
  stage: ComponentType<PickerProps>;
  material: ComponentType<PickerProps>;
  /** One script of the company's; shows what it says. */
  script: ComponentType<PickerProps>;
  customer: ComponentType<PickerProps>;
  filter: ComponentType<{ value: Filter | null; onChange(filter: Filter | null): void }>;
}
