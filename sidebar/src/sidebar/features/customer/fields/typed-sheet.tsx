import { useId, useState } from 'react';
import { hasDraft, useDraft } from '../../../../shared/drafts/use-draft.ts';
import { Sheet } from '../../../components/sheet.tsx';
import { draftOf, readDraft, type TypedKind } from '../../../../shared/fields/field-draft.ts';
import { FieldOriginLine, SaveActions } from './field-parts.tsx';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';
import { TypedInput } from './typed-input.tsx';

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
