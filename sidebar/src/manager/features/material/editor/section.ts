import type { ReactNode } from 'react';
import type { Problems } from './find-problems.ts';
import type { MaterialForm } from './form.ts';

/** What every part of the editor works with. */
export interface SectionProps {
  form: MaterialForm;
  change(part: Partial<MaterialForm>): void;
  problems: Problems;
  /** Hears that a file or picture is on its way: until then nothing is saved. */
  onBusy(isBusy: boolean): void;
}

/** Choices that belong to other features; given by the page. */
export interface MaterialPickers {
  departments(options: { value: readonly number[]; label: string; onChange(ids: number[]): void }): ReactNode;
}
