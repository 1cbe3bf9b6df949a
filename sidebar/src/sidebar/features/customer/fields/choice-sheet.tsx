import { chosenIds, offeredOptions } from '../../../../shared/fields/field-draft.ts';
import { Icon } from '../../../components/icon.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { EmptyButton, FieldOriginLine } from './field-parts.tsx';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';
import '../../../components/option-row.css';

/** A tap chooses, and saves. */
export function ChoiceSheet(props: OneFieldProps) {
  const { field, messageHref, onClose } = props;
  const save = useSaveAndClose(props);
  const chosen = chosenIds(field.value);
  return (
    <Sheet
      title={field.name}
      onClose={onClose}
      footer={field.value ? (close) => <EmptyButton isWide onEmpty={() => save(null, close)} /> : undefined}
    >
      {(close) => (
        <>
          <FieldOriginLine field={field} messageHref={messageHref} />
          {offeredOptions(field).map(({ id, label, isRetired }) => (
            <button
              key={id}
              type="button"
              className="option-row"
              aria-pressed={chosen.includes(id)}
              onClick={() => save({ kind: 'choice', optionIds: [id] }, close)}
            >
              {label}
              {isRetired ? <span className="quiet small">已停用</span> : null}
              {chosen.includes(id) ? <Icon name="check" size={18} /> : null}
            </button>
          ))}
        </>
      )}
    </Sheet>
  );
}
