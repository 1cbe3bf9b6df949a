import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { useRef, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { FieldForm } from './field-form.tsx';
import { FieldText } from './field-text.tsx';
import { FieldOrigin } from './field-origin.tsx';

interface FieldRowProps {
  field: CustomerFieldView;
  mayEdit: boolean;
  mayOpenRules: boolean;
  onSave(value: FieldValue | null): Promise<unknown>;
}

/** One field: what it holds and where that is from, or the form in its place. */
export function FieldRow({ field, mayEdit, mayOpenRules, onSave }: FieldRowProps) {
  const [editing, setEditing] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const close = () => {
    setEditing(false);
    // Back to where the keyboard was before the form took its place.
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('.customer-field-edit')?.focus());
  };
  return (
    <div className="customer-field" ref={row}>
      <dt>{field.name}</dt>
      {editing ? (
        <dd>
          <FieldForm field={field} onSave={onSave} onClose={close} />
        </dd>
      ) : (
        <dd className="customer-field-shown">
          <div className="customer-field-words">
            {field.value ? (
              <FieldText text={sayFieldValue(field, field.value) || '—'} />
            ) : (
              <span className="soft">未填写</span>
            )}
            {field.origin ? <FieldOrigin origin={field.origin} mayOpenRules={mayOpenRules} /> : null}
          </div>
          {mayEdit ? (
            <button
              type="button"
              className="plain-button customer-field-edit"
              aria-label={`修改${field.name}`}
              onClick={() => setEditing(true)}
            >
              <Icon name="edit" size={16} />
            </button>
          ) : null}
        </dd>
      )}
    </div>
  );
}
