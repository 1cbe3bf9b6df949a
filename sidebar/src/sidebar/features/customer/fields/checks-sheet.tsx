import { useId, useState } from 'react';
import { Sheet } from '../../../components/sheet.tsx';
import { chosenIds, MAX_CHOICES, offeredOptions } from '../../../../shared/fields/field-draft.ts';
import { FieldOriginLine, SaveActions } from './field-parts.tsx';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';
import '../../../components/option-row.css';

/** Several may be true: check them, then save. */
export function ChecksSheet(props: OneFieldProps) {
  const { field, messageHref, onClose } = props;
  const save = useSaveAndClose(props);
  const form = useId();
  const [checked, setChecked] = useState<ReadonlySet<string>>(() => new Set(chosenIds(field.value)));
  const isTooMany = checked.size > MAX_CHOICES;
  const check = (id: string, on: boolean) =>
    setChecked(on ? new Set([...checked, id]) : new Set([...checked].filter((one) => one !== id)));
  const submit = (close: () => void) => {
    if (isTooMany) return;
    const optionIds = field.options.map(({ id }) => id).filter((id) => checked.has(id));
    save(optionIds.length > 0 ? { kind: 'choice', optionIds } : null, close);
  };
  return (
    <Sheet
      title={field.name}
      onClose={onClose}
      footer={(close) => (
        <>
          {isTooMany ? (
            <p className="field-problem field-footer-problem" role="alert">
              最多选 {MAX_CHOICES} 项,现在是 {checked.size} 项
            </p>
          ) : null}
          <SaveActions form={form} canEmpty={field.value !== null} onEmpty={() => save(null, close)} />
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
          {offeredOptions(field).map(({ id, label, isRetired }) => (
            <label key={id} className="option-row">
              <input
                type="checkbox"
                checked={checked.has(id)}
                onChange={(event) => check(id, event.currentTarget.checked)}
              />
              {label}
              {isRetired ? <span className="quiet small">已停用</span> : null}
            </label>
          ))}
        </form>
      )}
    </Sheet>
  );
}
