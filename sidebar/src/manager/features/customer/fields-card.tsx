import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import { Link } from 'react-router';
import { chooseShown } from '../../../shared/fields/choose-shown.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { FieldRow } from './field-row.tsx';
import './fields-card.css';

interface FieldsCardProps {
  fields: readonly CustomerFieldView[];
  mayEdit: boolean;
  /** Whether the viewer decides which fields there are. */
  mayDefine: boolean;
  /** Whether the rule behind a value can be opened. */
  mayOpenRules: boolean;
  onSave(fieldId: string, value: FieldValue | null): Promise<unknown>;
}

/** What the company wants to know of a customer; each field is filled in at its place. */
export function FieldsCard({ fields, mayEdit, mayDefine, mayOpenRules, onSave }: FieldsCardProps) {
  const [showsAll, setShowsAll] = useState(false);
  const [shownIds, setShownIds] = useState(() => chooseShown(fields));
  const moreIds = chooseShown(fields, shownIds);
  if (moreIds !== shownIds) setShownIds(moreIds);
  const shown = showsAll ? fields : fields.filter(({ fieldId }) => moreIds.has(fieldId));
  if (fields.length === 0)
    return mayDefine ? (
      <Card title="客户资料">
        <p className="soft">
          还没有客户字段,例如生日、预算、装修风格。<Link to="/fields">去添加</Link>
        </p>
      </Card>
    ) : null;
  return (
    <Card title="客户资料">
      <dl>
        {shown.map((field) => (
          <FieldRow
            key={field.fieldId}
            field={field}
            mayEdit={mayEdit}
            mayOpenRules={mayOpenRules}
            onSave={(value) => onSave(field.fieldId, value)}
          />
        ))}
      </dl>
      {shown.length < fields.length ? (
        <Button variant="text" theme="primary" onClick={() => setShowsAll(true)}>
          展开其余 {fields.length - shown.length} 项
        </Button>
      ) : null}
    </Card>
  );
}
