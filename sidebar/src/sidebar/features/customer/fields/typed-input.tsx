import { useEffect, useId, useRef } from 'react';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { FIRST_DAY, LAST_DAY, MAX_TEXT, type TypedKind } from '../../../../shared/fields/field-draft.ts';
import { dayOf } from '../../../../shared/format/time.ts';
import type { OneFieldProps } from './one-field.ts';

interface TypedInputProps extends Pick<OneFieldProps, 'field'> {
  kind: TypedKind;
  draft: string;
  problem: string | null;
  onDraft(draft: string): void;
}

/** The input of a field by its kind. */
export function TypedInput({ kind, field: { name, unit }, draft, problem, onDraft }: TypedInputProps) {
  const id = useId();
  const today = dayOf(useNow());
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    // One goes on writing where the text ends.
    if (kind !== 'date') input.current?.setSelectionRange(MAX_TEXT, MAX_TEXT);
  }, [kind]);
  const given = {
    id,
    ref: input,
    className: 'input',
    // A date is chosen from the calendar or by one tap; a keyboard would only cover it.
    'data-first-focus': kind === 'date' ? undefined : true,
    value: draft,
    'aria-invalid': problem !== null,
    'aria-describedby': problem ? `${id}-problem` : undefined,
    onChange: (event: { currentTarget: { value: string } }) => onDraft(event.currentTarget.value),
  };
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {unit ? `${name}(${unit})` : name}
      </label>
      {kind === 'text' ? (
        <>
          <textarea {...given} rows={5} maxLength={MAX_TEXT} placeholder="未填写" />
          <p className="field-hint field-length">
            {draft.length}/{MAX_TEXT}
          </p>
        </>
      ) : null}
      {kind === 'number' ? (
        <div className="field-number">
          <input {...given} inputMode="decimal" autoComplete="off" placeholder="未填写" />
          {unit ? <span aria-hidden="true">{unit}</span> : null}
        </div>
      ) : null}
      {kind === 'date' ? (
        <div className="field-date">
          <input {...given} type="date" min={FIRST_DAY} max={LAST_DAY} />
          <button type="button" className="choice" aria-pressed={draft === today} onClick={() => onDraft(today)}>
            今天
          </button>
        </div>
      ) : null}
      {problem ? (
        <p id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
}
