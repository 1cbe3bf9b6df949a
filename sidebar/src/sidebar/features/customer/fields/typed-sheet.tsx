import { useEffect, useId, useRef, useState } from 'react';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { hasDraft, useDraft } from '../../../../shared/drafts/use-draft.ts';
import { dayOf } from '../../../../shared/format/time.ts';
import { Sheet } from '../../../components/sheet.tsx';
import {
  draftOf,
  FIRST_DAY,
  LAST_DAY,
  MAX_TEXT,
  readDraft,
  type TypedKind,
} from '../../../../shared/fields/field-draft.ts';
import { FieldOriginLine, SaveActions } from './field-parts.tsx';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';

/** A field one writes into. What is written survives until the server has it. */
export function TypedSheet({ kind, ...props }: OneFieldProps & { kind: TypedKind }) {
  const { customerId, field, messageHref, onClose } = props;
  const saved = draftOf(field);
  const name = `field.${customerId}.${field.fieldId}`;
  const [isLeftOver] = useState(() => hasDraft(name));
  const [draft, saveDraft, forgetDraft] = useDraft(name, saved);
  const [isTried, setTried] = useState(false);
  const save = useSaveAndClose(props);
  const form = useId();
  const read = readDraft[kind](draft);
  const problem = isTried && 'problem' in read ? read.problem : null;
  const edit = (next: string) => {
    saveDraft(next);
    if (next === saved) forgetDraft();
  };
  const submit = (close: () => void) => {
    setTried(true);
    if ('value' in read) save(read.value, close, forgetDraft);
  };
  return (
    <Sheet
      title={field.name}
      onClose={onClose}
      footer={(close) => (
        <SaveActions form={form} canEmpty={field.value !== null} onEmpty={() => save(null, close, forgetDraft)} />
      )}
    >
      {(close) => (
        <form
          id={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit(close);
          }}
        >
          <FieldOriginLine field={field} messageHref={messageHref} />
          {isLeftOver && draft !== saved ? (
            <p className="field-left-over">
              <span>上次填写的还没有保存</span>
              <button type="button" className="link-button" onClick={() => edit(saved)}>
                放弃
              </button>
            </p>
          ) : null}
          <TypedInput kind={kind} field={field} draft={draft} problem={problem} onDraft={edit} />
        </form>
      )}
    </Sheet>
  );
}

interface TypedInputProps extends Pick<OneFieldProps, 'field'> {
  kind: TypedKind;
  draft: string;
  problem: string | null;
  onDraft(draft: string): void;
}

function TypedInput({ kind, field: { name, unit }, draft, problem, onDraft }: TypedInputProps) {
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
