import { useId, useState } from 'react';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { readDraft, type TypedKind } from '../../../../shared/fields/field-draft.ts';
import { Sheet } from '../../../components/sheet.tsx';
import { DraftNote, FieldOriginLine, SaveActions } from './field-parts.tsx';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';
import { sayChangedMeanwhile } from './say-field-origin.ts';
import { TypedInput } from './typed-input.tsx';
import { useTypedDraft } from './use-typed-draft.ts';

/** A field one writes into. */
export function TypedSheet({ kind, ...props }: OneFieldProps & { kind: TypedKind }) {
  const { customerId, field, messageHref, onClose } = props;
  const now = useNow();
  const { draft, text, isLeftOver, write, giveUp, forget } = useTypedDraft(customerId, field);
  const [isTried, setTried] = useState(false);
  const save = useSaveAndClose(props);
  const form = useId();
  const read = readDraft[kind](text);
  const problem = isTried && 'problem' in read ? read.problem : null;
  const changed = draft ? sayChangedMeanwhile(field, draft.over, now) : null;
  const submit = (close: () => void) => {
    setTried(true);
    if ('value' in read) save(read.value, close, forget);
  };
  return (
    <Sheet
      title={field.name}
      onClose={onClose}
      footer={(close) => (
        <SaveActions form={form} canEmpty={field.value !== null} onEmpty={() => save(null, close, forget)} />
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
          <DraftNote text={changed ?? (isLeftOver ? '上次填写的还没有保存' : null)} onGiveUp={giveUp} />
          <TypedInput kind={kind} field={field} draft={text} problem={problem} onDraft={write} />
        </form>
      )}
    </Sheet>
  );
}
