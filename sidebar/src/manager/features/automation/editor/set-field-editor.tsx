import { Select } from 'tdesign-react/es/select';
import { emptyDraft, readFieldDraft } from '../../../components/field-value-draft.ts';
import { FieldValueInput } from '../../../components/field-value-input.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { pickableFields } from '../rule-parts.ts';
import type { EditorKit } from './pickers.ts';
import type { SetFieldForm } from './set-field-form.ts';

interface SetFieldEditorProps {
  action: SetFieldForm;
  kit: EditorKit;
  onChange(part: Partial<SetFieldForm>): void;
}

/** Which field, and what it is given. */
export function SetFieldEditor({ action, kit, onChange }: SetFieldEditorProps) {
  const { fieldId, how, draft } = action;
  const field = kit.parts.fields.find(({ id }) => id === fieldId);
  const choose = (id: unknown) => {
    const next = kit.parts.fields.find((one) => one.id === id);
    if (!next || next.id === fieldId) return;
    onChange({ fieldId: next.id, fieldKind: next.kind, how: 'given', draft: emptyDraft });
  };
  const read = field ? readFieldDraft(field.kind, draft) : null;
  return (
    <>
      <Select
        className="rule-select"
        value={fieldId}
        options={pickableFields(kit.parts, fieldId === '' ? [] : [fieldId], (id) => kit.nameOf('custom_field', id))}
        onChange={choose}
        filterable
        placeholder="选择字段"
        empty="还没有客户字段,请管理员先添加"
      />
      {field?.isRetired ? <p className="fine">停用的字段不再填写,请换一个字段,或删除这个动作。</p> : null}
      {field && !field.isRetired ? (
        <>
          <FilterChips
            label="填写什么"
            value={how}
            options={[
              { value: 'given', label: field.kind === 'date' ? '指定日期' : '指定内容' },
              ...(field.kind === 'date' ? [{ value: 'today' as const, label: '执行当天' }] : []),
              { value: 'empty', label: '清空' },
            ]}
            onChange={(next) => onChange({ fieldKind: field.kind, how: next })}
          />
          {how === 'given' ? (
            <FieldValueInput
              field={field}
              held={read && 'value' in read ? read.value : null}
              draft={draft}
              onChange={(next) => onChange({ fieldKind: field.kind, draft: next })}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
}
