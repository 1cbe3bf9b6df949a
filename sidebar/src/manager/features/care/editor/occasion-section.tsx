import type { FestivalView } from '@zhike/shared/contracts/care';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Select } from 'tdesign-react/es/select';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Named } from '../../../components/named.tsx';
import { sayDay } from '../say-care.ts';
import type { CareForm } from './form.ts';

const kinds = [
  { value: 'birthday', label: '生日' },
  { value: 'holiday', label: '节日' },
  { value: 'anniversary', label: '纪念日' },
] as const;
const calendars = [
  { value: 'solar', label: '公历' },
  { value: 'lunar', label: '农历' },
] as const;
const sinces = [
  { value: 'added', label: '成为好友那天' },
  { value: 'field', label: '客户资料里的日期' },
] as const;
const rhythms = [
  { value: 'yearly', label: '每满一年' },
  { value: 'after', label: '满若干天,一次' },
] as const;

interface OccasionSectionProps {
  form: CareForm;
  change(part: Partial<CareForm>): void;
  problem?: string;
  /** Date fields in use. */
  fields: readonly { id: string; name: string }[];
  festivals: readonly FestivalView[];
}

/** What is remembered. */
export function OccasionSection({ form, change, problem, fields, festivals }: OccasionSectionProps) {
  const fieldSelect = (label: string, value: string, onChange: (fieldId: string) => void) => (
    <Named label={label}>
      <Select
        className="rule-select"
        value={value}
        options={fields.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(fieldId) => typeof fieldId === 'string' && onChange(fieldId)}
        placeholder={label}
        empty="还没有日期字段,请先在「客户字段」里新建一个「日期」"
      />
    </Named>
  );
  return (
    <>
      <Field label="记什么日子" problem={problem}>
        <FilterChips label="记什么日子" value={form.kind} options={kinds} onChange={(kind) => change({ kind })} />
        {form.kind === 'birthday'
          ? fieldSelect('选择记录生日的字段', form.fieldId, (fieldId) => change({ fieldId }))
          : null}
        {form.kind === 'holiday' ? (
          <Named label="选择节日">
            <Select
              className="rule-select"
              value={form.festivalId}
              filterable
              options={festivals.map(({ id, name, day, lunar }) => ({
                value: id,
                label: `${name} · ${sayDay(day)}(农历${lunar})`,
              }))}
              onChange={(festivalId) => typeof festivalId === 'string' && change({ festivalId })}
              placeholder="选择节日"
            />
          </Named>
        ) : null}
        {form.kind === 'anniversary' ? (
          <>
            <FilterChips
              label="从哪天算起"
              value={form.since}
              options={sinces}
              onChange={(since) => change({ since })}
            />
            {form.since === 'field'
              ? fieldSelect('选择日期字段', form.sinceFieldId, (sinceFieldId) => change({ sinceFieldId }))
              : null}
          </>
        ) : null}
      </Field>
      {form.kind === 'birthday' ? (
        <Field
          label="生日按什么历法过"
          hint="字段里填的是公历出生日期,选农历会自动换算每年的日子;闰月、二月二十九和没有三十的月份都会处理。个别客户可以由员工在侧边栏改成另一种。"
        >
          <FilterChips
            label="生日按什么历法过"
            value={form.calendar}
            options={calendars}
            onChange={(calendar) => change({ calendar })}
          />
        </Field>
      ) : null}
      {form.kind === 'anniversary' ? (
        <Field label="多久一次">
          <FilterChips
            label="多久一次"
            value={form.rhythm}
            options={rhythms}
            onChange={(rhythm) => change({ rhythm })}
          />
          {form.rhythm === 'after' ? (
            <label className="care-inline">
              满
              <InputNumber
                theme="normal"
                className="care-number"
                min={1}
                max={3650}
                decimalPlaces={0}
                value={form.afterDays ?? undefined}
                onChange={(days) => change({ afterDays: typeof days === 'number' ? days : null })}
              />
              天
            </label>
          ) : null}
        </Field>
      ) : null}
    </>
  );
}
