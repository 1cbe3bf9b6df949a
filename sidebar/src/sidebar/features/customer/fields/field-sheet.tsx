import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { Sheet } from '../../../components/sheet.tsx';
import { ChecksSheet } from './checks-sheet.tsx';
import { ChoiceSheet } from './choice-sheet.tsx';
import { FieldOriginLine } from './field-parts.tsx';
import type { OneFieldProps } from './one-field.ts';
import { TypedSheet } from './typed-sheet.tsx';
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
