import type { CustomFieldKind, FieldOption, FieldValue } from '@zhike/shared/contracts/custom-field';
import { useEffect, useRef } from 'react';
import { Textarea } from 'tdesign-react/es/textarea';
import { FIRST_DAY, LAST_DAY, MAX_CHOICES, MAX_TEXT, offeredOptions } from '../../shared/fields/field-draft.ts';
import type { FieldDraft } from './field-value-draft.ts';
import './filter-chips.css';
import './field-value-input.css';

interface FieldValueInputProps {
  field: { name: string; kind: CustomFieldKind; unit: string | null; options: FieldOption[] };
  /** What was there at first: of options out of use it shows those that are in it. */
  held: FieldValue | null;
  draft: FieldDraft;
  onChange(draft: FieldDraft): void;
  autofocus?: boolean;
}

/** What a custom field holds, put in as its kind wants it. */
export function FieldValueInput({ field, held, draft, onChange, autofocus = false }: FieldValueInputProps) {
  const start = useStart(autofocus);
  const put = (text: string) => onChange({ ...draft, text });
  switch (field.kind) {
    case 'text':
      return (
        <label className="field-value">
          <span className="visually-hidden">{field.name}</span>
          <Textarea
            value={draft.text}
            onChange={put}
            maxlength={MAX_TEXT}
            autosize={{ minRows: 1, maxRows: 6 }}
            autofocus={autofocus}
            placeholder={`填写${field.name}`}
          />
        </label>
      );
    case 'number':
      return (
        <label className="field-value row">
          <span className="visually-hidden">{field.name}</span>
          {/* TDesign's knows nothing of the keyboard for numbers. */}
          <input
            ref={start}
            className="native-input field-value-number"
            inputMode="decimal"
            value={draft.text}
            onChange={(event) => put(event.target.value)}
            placeholder="填写数字"
          />
          {field.unit}
        </label>
      );
    case 'date':
      return (
        <label className="field-value">
          <span className="visually-hidden">{field.name}</span>
          {/* The browser's own: the year of a birthday is typed, not looked for through decades of months. */}
          <input
            ref={start}
            type="date"
            className="native-input"
            value={draft.text}
            min={FIRST_DAY}
            max={LAST_DAY}
            onChange={(event) => put(event.target.value)}
          />
        </label>
      );
    case 'single_choice':
    case 'multiple_choice':
      return <Choices field={field} held={held} draft={draft} onChange={onChange} />;
  }
}

/** The keyboard begins in an input that has just come at somebody's wish. */
function useStart(isWanted: boolean) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isWanted) input.current?.focus();
  }, [isWanted]);
  return input;
}

function Choices({ field, held, draft, onChange }: Omit<FieldValueInputProps, 'autofocus'>) {
  const isSingle = field.kind === 'single_choice';
  const { optionIds } = draft;
  const isFull = !isSingle && optionIds.length >= MAX_CHOICES;
  const toggle = (id: string) => {
    const rest = optionIds.filter((one) => one !== id);
    const taken = rest.length === optionIds.length ? (isSingle ? [id] : [...rest, id]) : rest;
    onChange({ ...draft, optionIds: taken });
  };
  return (
    <div className="filter-chips field-value-choices" role="group" aria-label={field.name}>
      {offeredOptions({ options: field.options, value: held }).map(({ id, label, isRetired }) => (
        <button
          key={id}
          type="button"
          className="filter-chip"
          aria-pressed={optionIds.includes(id)}
          disabled={isFull && !optionIds.includes(id)}
          onClick={() => toggle(id)}
        >
          {label}
          {isRetired ? '(已停用)' : ''}
        </button>
      ))}
      {isFull ? <p className="fine">最多选 {MAX_CHOICES} 项</p> : null}
    </div>
  );
}
