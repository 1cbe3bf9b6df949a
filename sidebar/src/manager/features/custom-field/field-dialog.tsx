import type { CustomFieldKind, CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { type ReactNode, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { useChangeCustomFields } from './api/change-custom-fields.ts';
import { useCustomFields } from './api/list-custom-fields.ts';
import { mergeField } from './merge-field.ts';
import { OptionsEditor } from './options-editor.tsx';
import { optionFormsOf, optionsOf, problemOfOptions } from './options-form.ts';
import { hasOptions, kindNames } from './say-field.ts';
import '../../components/field.css';

interface FieldDialogProps {
  /** Absent: a new one. */
  field?: CustomFieldView;
  pickDepartments(value: readonly number[], onChange: (ids: number[]) => void): ReactNode;
  onClose(): void;
}

const kinds = (Object.keys(kindNames) as CustomFieldKind[]).map((value) => ({ value, label: kindNames[value] }));

/** Name, kind, unit, options and departments of a field. */
export function FieldDialog({ field, pickDepartments, onClose }: FieldDialogProps) {
  const { create, update } = useChangeCustomFields();
  const { refetch } = useCustomFields();
  const [name, setName] = useState(field?.name ?? '');
  const [kind, setKind] = useState<CustomFieldKind>(field?.kind ?? 'text');
  const [unit, setUnit] = useState(field?.unit ?? '');
  const [options, setOptions] = useState(() => optionFormsOf(field && hasOptions(field.kind) ? field : undefined));
  const [departmentIds, setDepartmentIds] = useState(field?.departmentIds ?? []);
  const problem = hasOptions(kind) ? problemOfOptions(options) : null;
  const isUntouched = options.every(({ label }) => label === '');
  const save = async () => {
    const draft = {
      name: name.trim(),
      unit: kind === 'number' ? unit.trim() || null : null,
      options: hasOptions(kind) ? optionsOf(options) : [],
      departmentIds,
    };
    if (!field) return create.mutateAsync({ kind, ...draft });
    // Read again: what is sent replaces the field, and a colleague may have changed it since this dialog was opened.
    const { data } = await refetch({ throwOnError: true });
    const now = data?.items.find(({ id }) => id === field.id) ?? field;
    return update.mutateAsync({ fieldId: field.id, ...mergeField(draft, field, now) });
  };
  return (
    <Confirm
      title={field ? '修改字段' : '新建字段'}
      action="保存"
      disabled={name.trim() === '' || problem !== null}
      closeOnOverlayClick={false}
      onConfirm={save}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          名称
          <Input value={name} onChange={setName} maxlength={20} placeholder="例如:生日、预算、装修风格" />
        </label>
        {field ? (
          <p>
            类型:{kindNames[kind]} <span className="fine">(新建以后不能修改)</span>
          </p>
        ) : (
          <div>
            <p>类型</p>
            <FilterChips label="类型" options={kinds} value={kind} onChange={setKind} />
            <p className="fine">{examples[kind]}。新建以后不能修改类型。</p>
          </div>
        )}
        {kind === 'number' ? (
          <label>
            单位(可不填)
            <Input value={unit} onChange={setUnit} maxlength={8} placeholder="例如:万元、㎡、岁" />
          </label>
        ) : null}
        {hasOptions(kind) ? (
          <OptionsEditor options={options} problem={isUntouched ? null : problem} onChange={setOptions} />
        ) : null}
        <div>
          <p>供哪些部门填写(包含下级)</p>
          {pickDepartments(departmentIds, setDepartmentIds)}
        </div>
      </div>
    </Confirm>
  );
}

const examples: Record<CustomFieldKind, string> = {
  text: '自由填写的文字,例如小区名称',
  number: '可以比较大小,例如预算、面积',
  date: '可以按日子提醒,例如生日、交房日期',
  single_choice: '从选项中选一个,例如装修风格',
  multiple_choice: '从选项中选几个,例如感兴趣的空间',
};
