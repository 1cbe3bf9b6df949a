import type { Filter } from '@zhike/shared/contracts/filter';
import type { ComponentType, ReactNode } from 'react';
import type { RuleParts } from '../rule-parts.ts';
import type { NameKind, NameOf } from '../say/name-of.ts';

export interface Picked {
  id: string;
  name: string;
}

export interface PickerProps {
  /** What is picked, e.g. 标签. */
  label: string;
  value: readonly string[];
  /** One only. */
  single?: boolean;
  nameOf(id: string): string | undefined;
  onChange(picked: Picked[]): void;
}

/** What other parts of the manager bring to the editor; the page fits them together. */
export interface RulePickers {
  tag: ComponentType<PickerProps>;
  stage: ComponentType<PickerProps>;
  channel: ComponentType<PickerProps>;
  member: ComponentType<PickerProps>;
  group: ComponentType<PickerProps>;
  material: ComponentType<PickerProps>;
  sop: ComponentType<PickerProps>;
  /** Null while nothing is asked or something is incomplete. */
  filter: ComponentType<{ value: Filter | null; onChange(filter: Filter | null): void }>;
  /** The filter's own sentence; null without a filter and while it is being read. */
  filterInWords: ComponentType<{ filter: Filter | null; children(sentence: string | null): ReactNode }>;
}

/** What every part of the editor knows. */
export interface EditorKit {
  parts: RuleParts;
  pickers: RulePickers;
  nameOf: NameOf;
  /** Names of what has just been picked, for the summary and for drafts. */
  remember(kind: NameKind, picked: readonly Picked[]): void;
  mayAddWebhooks: boolean;
}
