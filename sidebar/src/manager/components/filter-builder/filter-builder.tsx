import type { Filter } from '@zhike/shared/contracts/filter';
import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { useState } from 'react';
import type { ValueInputs } from './condition-editor.tsx';
import { groupDraftOf, filterOf, type GroupDraft } from './draft.ts';
import { GroupEditor } from './group-editor.tsx';
import './filter-builder.css';

interface FilterBuilderProps {
  fields: readonly FilterFieldView[];
  /** How values are picked, by the input a field names. */
  inputs: ValueInputs;
  /** What values already in the filter are called. */
  nameOf(field: string, value: string): string | undefined;
  value: Filter | null;
  /** Null while nothing is asked or something is incomplete. */
  onChange(filter: Filter | null): void;
}

/** Puts a filter together of conditions and groups of them. */
export function FilterBuilder({ fields, inputs, nameOf, value, onChange }: FilterBuilderProps) {
  const [draft, setDraft] = useState(() => groupDraftOf(value));
  // What is incomplete has no filter: the draft lives here, and follows only a filter that did not come from it.
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    setDraft(groupDraftOf(value));
  }
  const change = (next: GroupDraft) => {
    const filter = filterOf(next);
    setTold(filter);
    setDraft(next);
    onChange(filter);
  };
  return <GroupEditor group={draft} fields={fields} inputs={inputs} nameOf={nameOf} depth={1} onChange={change} />;
}
