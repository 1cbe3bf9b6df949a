import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import type { ComponentType } from 'react';
import { Input } from 'tdesign-react/es/input';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Select } from 'tdesign-react/es/select';
import { addDays } from '@zhike/shared/formulas/calendar';
import { isNameOfField } from '@zhike/shared/formulas/field-name';
import { dayOf, startOfDay } from '../../../shared/format/time.ts';
import { DayRange } from '../day-range.tsx';
import { Icon } from '../icon.tsx';
import { DayBounds } from './day-bounds.tsx';
import { type ConditionDraft, newCondition } from './draft.ts';
import { NumberBounds } from './number-bounds.tsx';
import { offeredFields, operatorsOf } from './operators.ts';

export interface ValueInputProps {
  field: FilterFieldView;
  value: string[];
  onChange(values: string[]): void;
  nameOf(value: string): string | undefined;
}

/** How values of fields are picked, by the input that a field names. */
export type ValueInputs = Partial<Record<FilterFieldView['input'], ComponentType<ValueInputProps>>>;

interface ConditionEditorProps {
  condition: ConditionDraft;
  fields: readonly FilterFieldView[];
  inputs: ValueInputs;
  nameOf(field: string, value: string): string | undefined;
  onChange(condition: ConditionDraft): void;
  onRemove(): void;
}

/** One condition: the field, how it is compared, and with what. */
export function ConditionEditor({ condition, fields, inputs, nameOf, onChange, onRemove }: ConditionEditorProps) {
  const field = fields.find(({ name }) => name === condition.field);
  const chooseField = (name: string) => {
    const next = fields.find((one) => one.name === name);
    if (next)
      onChange({ ...newCondition(name, operatorsOf(next, next.input in inputs)[0]!.value), key: condition.key });
  };
  const operators = field ? operatorsOf(field, field.input in inputs) : [];
  const offered = offeredFields(fields);
  return (
    <div className="filter-condition">
      <Select
        className="filter-field"
        value={condition.field}
        options={[...offered, ...(field?.isRetired ? [field] : [])].map(({ name, label }) => ({ value: name, label }))}
        onChange={(name) => typeof name === 'string' && chooseField(name)}
        filterable
        placeholder="字段"
      />
      {field && operators.length > 1 ? (
        <Select
          className="filter-operator"
          value={condition.op}
          options={operators}
          onChange={(op) => onChange({ ...condition, op: op as ConditionDraft['op'] })}
          placeholder="比较方式"
        />
      ) : null}
      {field ? (
        <Operand
          field={field}
          condition={condition}
          inputs={inputs}
          nameOf={(value) => nameOf(field.name, value)}
          onChange={onChange}
        />
      ) : (
        <span className="soft">这个字段已不可用,请删除</span>
      )}
      <button type="button" className="plain-button filter-remove" aria-label="删除条件" onClick={onRemove}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}

function Operand({
  field,
  condition,
  inputs,
  nameOf,
  onChange,
}: {
  field: FilterFieldView;
  condition: ConditionDraft;
  inputs: ValueInputs;
  nameOf(value: string): string | undefined;
  onChange(condition: ConditionDraft): void;
}) {
  const ValueInput = inputs[field.input];
  const days = (
    <InputNumber
      className="filter-number"
      theme="normal"
      min={1}
      max={36_500}
      decimalPlaces={0}
      value={condition.days ?? undefined}
      onChange={(value) => onChange({ ...condition, days: typeof value === 'number' ? value : null })}
    />
  );
  const dates = (
    <DayRange
      from={condition.from === null ? undefined : dayOf(condition.from)}
      to={condition.to === null ? undefined : dayOf(condition.to - 1)}
      onChange={(part) =>
        onChange({
          ...condition,
          ...('from' in part ? { from: part.from ? startOfDay(part.from) : null } : {}),
          ...('to' in part ? { to: part.to ? startOfDay(addDays(part.to, 1)) : null } : {}),
        })
      }
    />
  );
  const values = ValueInput ? (
    <ValueInput
      field={field}
      value={condition.values}
      onChange={(chosen) => onChange({ ...condition, values: chosen })}
      nameOf={nameOf}
    />
  ) : (
    <span className="soft">{condition.values.map((value) => nameOf(value) ?? value).join('、')}</span>
  );
  switch (condition.op) {
    case 'any':
    case 'all':
    case 'none':
      return values;
    case 'within_days':
    case 'not_within_days':
    case 'before_days':
    case 'next_days':
      return (
        <>
          <label className="row">
            {days}天{condition.op === 'before_days' ? '以前' : '(含今天)'}
          </label>
          {condition.op === 'next_days' ? (
            <span className="fine">按年月日比较,不会每年重复;生日提醒请用自动化规则</span>
          ) : null}
        </>
      );
    case 'at_least':
    case 'at_most':
    case 'range':
      return (
        <NumberBounds
          key={condition.field}
          op={condition.op}
          unit={field.unit}
          condition={condition}
          onChange={onChange}
        />
      );
    case 'between':
      return isNameOfField(field.name) ? (
        <DayBounds key={condition.field} condition={condition} onChange={onChange} />
      ) : (
        dates
      );
    case 'contains':
    case 'equals':
      return (
        <Input
          className="filter-value"
          value={condition.text}
          maxlength={128}
          onChange={(text) => onChange({ ...condition, text })}
          placeholder="请输入"
        />
      );
    case 'count':
    case 'count_between':
      return (
        <>
          {condition.op === 'count' ? <label className="row">最近{days}天内</label> : dates}
          {values}
          <Bounds condition={condition} onChange={onChange} />
        </>
      );
    case 'empty':
    case 'present':
      return null;
  }
}

function Bounds({ condition, onChange }: { condition: ConditionDraft; onChange(condition: ConditionDraft): void }) {
  const bound = (name: 'min' | 'max', label: string) => (
    <label className="row">
      {label}
      <InputNumber
        className="filter-number"
        theme="normal"
        min={0}
        max={1_000_000}
        decimalPlaces={0}
        allowInputOverLimit={false}
        value={condition[name] ?? undefined}
        placeholder="不限"
        onChange={(value) => onChange({ ...condition, [name]: typeof value === 'number' ? value : null })}
      />
      次
    </label>
  );
  return (
    <>
      {bound('min', '至少')}
      {bound('max', '至多')}
    </>
  );
}
