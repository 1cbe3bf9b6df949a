import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { Icon } from '../../../components/icon.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { ChecksSheet } from './checks-sheet.tsx';
import { EmptyButton, FieldOriginLine } from './field-parts.tsx';
import { chosenIds, offeredOptions } from '../../../../shared/fields/field-draft.ts';
import { type OneFieldProps, useSaveAndClose } from './one-field.ts';
import { TypedSheet } from './typed-sheet.tsx';
import '../../../components/option-row.css';
import './field-sheet.css';

/** One field of a customer: to read it in full, and to fill it in by what kind it is. */
export default function FieldSheet({ canEdit, ...props }: OneFieldProps & { canEdit: boolean }) {
  if (!canEdit) return <ReadSheet {...props} />;
  switch (props.field.kind) {
    case 'text':
    case 'number':
    case 'date':
      return <TypedSheet {...props} kind={props.field.kind} />;
    case 'single_choice':
      return <ChoiceSheet {...props} />;
    case 'multiple_choice':
      return <ChecksSheet {...props} />;
  }
}

function ReadSheet({ field, messageHref, onClose }: OneFieldProps) {
  return (
    <Sheet title={field.name} onClose={onClose}>
      <p className="field-full">{sayFieldValue(field, field.value)}</p>
      <FieldOriginLine field={field} messageHref={messageHref} />
    </Sheet>
  );
}

/** A tap chooses, and saves. */
function ChoiceSheet(props: OneFieldProps) {
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
