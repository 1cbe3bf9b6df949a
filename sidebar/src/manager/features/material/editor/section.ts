import type { ReactNode } from 'react';
import type { Problems } from './find-problems.ts';
import type { MaterialForm } from './form.ts';

export interface Refusal {
  path: string;
  message: string;
}

/** What every part of the editor works with. */
export interface SectionProps {
  form: MaterialForm;
  change(part: Partial<MaterialForm>): void;
  problems: Problems;
  /** Hears that a file or picture is on its way: until then nothing is saved. */
  onBusy(isBusy: boolean): void;
  /** What the server did not take, with the place in what was sent: `content.design.elements.3.w`. */
  refusals?: readonly Refusal[];
}

/** Choices that belong to other features; given by the page. */
export interface MaterialPickers {
  departments(options: { value: readonly number[]; label: string; onChange(ids: number[]): void }): ReactNode;
}
