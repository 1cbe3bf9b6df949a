import { useId } from 'react';
import { MAX_CHOICES, offeredOptions } from '../../../../shared/fields/field-draft.ts';
import { Sheet } from '../../../components/sheet.tsx';
import { DraftNote, FieldOriginLine, SaveActions } from './field-parts.tsx';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';
import { useChecksDraft } from './use-checks-draft.ts';
import '../../../components/option-row.css';

/** Several may be true: check them, then save. */
export function ChecksSheet(props: OneFieldProps) {
  const { customerId, field, messageHref, onClose } = props;
  const save = useSaveAndClose(props);
  const form = useId();
  const { checked, isLeftOver, check, giveUp, forget } = useChecksDraft(customerId, field);
  const isTooMany = checked.length > MAX_CHOICES;
  const submit = (close: () => void) => {
    if (isTooMany) return;
    save(checked.length > 0 ? { kind: 'choice', optionIds: checked } : null, close, forget);
  };
  return (
    <Sheet
      title={field.name}
      onClose={onClose}
      footer={(close) => (
        <>
          {isTooMany ? (
            <p className="field-problem field-footer-problem" role="alert">
              最多选 {MAX_CHOICES} 项,现在是 {checked.length} 项
            </p>
          ) : null}
          <SaveActions form={form} canEmpty={field.value !== null} onEmpty={() => save(null, close, forget)} />
        </>
      )}
    >
      {(close) => (
        <form
          id={form}
          aria-label={field.name}
          onSubmit={(event) => {
            event.preventDefault();
            submit(close);
          }}
        >
          <FieldOriginLine field={field} messageHref={messageHref} />
          <DraftNote text={isLeftOver ? '上次勾选的还没有保存' : null} onGiveUp={giveUp} />
          {offeredOptions(field).map(({ id, label, isRetired }) => (
            <label key={id} className="option-row">
              <input type="checkbox" checked={checked.includes(id)} onChange={() => check(id)} />
              {label}
              {isRetired ? <span className="quiet small">已停用</span> : null}
            </label>
          ))}
        </form>
      )}
    </Sheet>
  );
}
