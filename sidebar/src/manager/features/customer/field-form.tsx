import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { isSameValue } from '../../../shared/fields/field-draft.ts';
import { Button } from '../../components/button.tsx';
import { readFieldDraft } from '../../components/field-value-draft.ts';
import { FieldValueInput } from '../../components/field-value-input.tsx';
import { isComposing } from '../../components/is-composing.ts';
import { editedTo, type FieldEdit, sayChangeSince, shownDraft } from './field-edit.ts';
import '../../components/field.css';

interface FieldFormProps {
  field: CustomerFieldView;
  onSave(value: FieldValue | null): Promise<unknown>;
  onClose(): void;
}

/** Fills in one field or empties it; stays open, with what was typed, when that did not work. */
export function FieldForm({ field, onSave, onClose }: FieldFormProps) {
  const [edit, setEdit] = useState<FieldEdit>(null);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const draft = shownDraft(field, edit);
  const news = working ? null : sayChangeSince(field, edit);
  const save = async (value: FieldValue | null) => {
    if (isSameValue(value, field.value)) return onClose();
    setWorking(true);
    setProblem(null);
    try {
      await onSave(value);
      onClose();
    } catch (error) {
      setProblem(phraseOf(error));
      setWorking(false);
    }
  };
  const submit = () => {
    const read = readFieldDraft(field.kind, draft);
    if ('problem' in read) setProblem(read.problem);
    else void save(read.value);
  };
  return (
    <form
      className="customer-field-form"
      aria-label={field.name}
      onKeyDown={(event) => {
        // Esc also puts the candidates of a Chinese keyboard away.
        if (event.key === 'Escape' && !isComposing(event) && !working) onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FieldValueInput
        field={field}
        held={field.value}
        draft={draft}
        autofocus
        onChange={(next) => {
          setEdit(editedTo(field, edit, next));
          setProblem(null);
        }}
      />
      {news ? (
        <p className="fine" role="status">
          {news}
        </p>
      ) : null}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="row">
        <Button theme="primary" type="submit" loading={working}>
          保存
        </Button>
        <Button variant="outline" disabled={working} onClick={onClose}>
          取消
        </Button>
        {field.value ? (
          <Button variant="text" theme="danger" disabled={working} onClick={() => void save(null)}>
            清空
          </Button>
        ) : null}
      </div>
    </form>
  );
}
