import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { useId, useState } from 'react';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../../shared/format/time.ts';
import { Icon } from '../../../components/icon.tsx';
import { chooseShown } from '../../../../shared/fields/choose-shown.ts';
import { sayFieldOrigin } from './say-field-origin.ts';
import './fields-card.css';

interface FieldsCardProps {
  fields: readonly CustomerFieldView[];
  canEdit: boolean;
  onField(fieldId: string): void;
}

/** What the company wants to know of its customers, and how much of it is known of this one. */
export function FieldsCard({ fields, canEdit, onField }: FieldsCardProps) {
  const [all, setAll] = useState(false);
  const id = useId();
  const [shownIds, setShownIds] = useState(() => chooseShown(fields));
  const moreIds = chooseShown(fields, shownIds);
  if (moreIds !== shownIds) setShownIds(moreIds);
  if (fields.length === 0) return null;
  const few = fields.filter(({ fieldId }) => moreIds.has(fieldId));
  const hidden = fields.length - few.length;
  return (
    <section className="card" aria-label="客户资料">
      <h2 className="section-title">客户资料</h2>
      <ul id={id} className="field-rows">
        {(all ? fields : few).map((field) => (
          <li key={field.fieldId}>
            {canEdit || field.value ? (
              <button
                type="button"
                className="field-row"
                aria-haspopup="dialog"
                title={field.origin ? exactTime(field.origin.at) : undefined}
                onClick={() => onField(field.fieldId)}
              >
                <FieldRow field={field} />
                <Icon name="right" size={14} />
              </button>
            ) : (
              <div className="field-row">
                <FieldRow field={field} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <button
          type="button"
          className="link-button"
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? '收起' : `展开其余 ${hidden} 项`}
        </button>
      ) : null}
    </section>
  );
}

function FieldRow({ field }: { field: CustomerFieldView }) {
  const now = useNow();
  const said = sayFieldValue(field, field.value);
  return (
    <>
      <span className="field-row-name">{field.name}</span>
      <span className="field-row-what">
        <span className={said ? 'field-row-value' : 'quiet'}>{said || '未填写'}</span>
        {field.value ? (
          <span className="quiet small">{field.origin ? sayFieldOrigin(field.origin, now) : '正在保存…'}</span>
        ) : null}
      </span>
    </>
  );
}
