import type { ReactNode } from 'react';
import type { FormPerson } from './form.ts';

/** What other parts of the manager bring to the editor; the page fits them together. */
export interface ChannelPickers {
  members(options: {
    title: string;
    chosen: readonly FormPerson[];
    single?: boolean;
    refused?: (userId: string) => string | null;
    onChange(people: FormPerson[]): void;
    onClose(): void;
  }): ReactNode;
  departments(options: { value: number[]; onChange(ids: number[]): void }): ReactNode;
  tags(options: { chosen: readonly string[]; onChange(tagIds: string[]): void; onClose(): void }): ReactNode;
  stage(options: { value: string | null; onChange(stageId: string | null): void }): ReactNode;
}

/** Today's names, for the summary and the chips. */
export interface ChannelDirectory {
  department(id: number): string | undefined;
  tag(tagId: string): string | undefined;
  stage(stageId: string): string | undefined;
}
