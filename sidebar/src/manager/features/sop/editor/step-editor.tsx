import { Input } from 'tdesign-react/es/input';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Select } from 'tdesign-react/es/select';
import { DayPicker } from '../../../components/day-picker.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Named } from '../../../components/named.tsx';
import { TimeOfDay } from '../../../components/time-of-day.tsx';
import type { StepField } from './find-problems.ts';
import type { MomentKind, StepForm } from './form.ts';
import type { SopPickers } from './pickers.ts';
import { SendWay } from './send-way.tsx';

interface StepEditorProps {
  number: number;
  step: StepForm;
  isCalendar: boolean;
  problems: Partial<Record<StepField, string>>;
  pickers: SopPickers;
  nameOf(id: string): string | undefined;
  remember(picked: readonly { id: string; name: string }[]): void;
  onChange(part: Partial<StepForm>): void;
  /** Absent: the only step. */
  onRemove?(): void;
}

const moments: { value: MomentKind; label: string }[] = [
  { value: 'day', label: '第几天' },
  { value: 'minutes', label: '几分钟后' },
  { value: 'hours', label: '几小时后' },
  { value: 'before', label: '提前几天' },
];
const deeds = [
  { value: 'send', label: '发话术、素材' },
  { value: 'call', label: '打电话' },
  { value: 'other', label: '其他' },
] as const;
const MOST_MATERIALS = 9;

/** One step of the timeline: when, what, for whom. */
export function StepEditor(props: StepEditorProps) {
  const { number, step, isCalendar, problems, pickers, nameOf, remember, onChange, onRemove } = props;
  const Materials = pickers.material;
  const Scripts = pickers.script;
  const FilterBuilder = pickers.filter;
  const name = `第 ${number} 步`;
  return (
    <li className="sop-step" aria-label={name}>
      <span className="sop-step-number" aria-hidden="true">
        {number}
      </span>
      <div className="sop-step-body">
        <div className="sop-step-line">
          {isCalendar ? (
            <DayPicker label={`${name}的日期`} value={step.day} onChange={(day) => onChange({ day })} />
          ) : (
            <>
              <Named label={`${name}的时间按`}>
                <Select
                  className="sop-short"
                  value={step.moment}
                  options={moments}
                  onChange={(moment) => onChange({ moment: moment as MomentKind })}
                />
              </Named>
              <Count
                label={`${name}的${moments.find(({ value }) => value === step.moment)?.label ?? '时间'}`}
                value={step.count}
                min={step.moment === 'minutes' ? 0 : 1}
                max={3650}
                onChange={(count) => onChange({ count })}
              />
            </>
          )}
          {step.moment === 'minutes' || step.moment === 'hours' ? null : (
            <TimeOfDay label={`${name}的钟点`} value={step.time} onChange={(time) => onChange({ time })} />
          )}
          {onRemove ? (
            <button type="button" className="plain-button" aria-label={`删除${name}`} onClick={onRemove}>
              <Icon name="trash" size={16} />
            </button>
          ) : null}
        </div>
        <Wrong problem={problems.at} />
        <Named label={`${name}的名称`}>
          <Input
            value={step.title}
            onChange={(title) => onChange({ title })}
            placeholder="这一步做什么,例如:发产品手册"
            maxlength={40}
          />
        </Named>
        <Wrong problem={problems.title} />
        <FilterChips
          label={`${name}的做法`}
          value={step.deed}
          options={deeds}
          onChange={(deed) => onChange({ deed })}
        />
        {step.deed === 'send' ? (
          <>
            <Scripts
              label="话术"
              value={step.scriptId ? [step.scriptId] : []}
              nameOf={nameOf}
              onChange={(picked) => {
                remember(picked);
                onChange({ scriptId: picked[0]?.id ?? null });
              }}
            />
            <Materials
              label="素材"
              value={step.materialIds}
              nameOf={nameOf}
              onChange={(picked) => {
                remember(picked);
                onChange({ materialIds: picked.map(({ id }) => id).slice(0, MOST_MATERIALS) });
              }}
            />
          </>
        ) : null}
        {step.deed === 'send' ? (
          <SendWay name={name} value={step.way} moment={step.moment} onChange={(way) => onChange({ way })} />
        ) : null}
        <Wrong problem={problems.deed} />
        <Named label={`${name}的说明`}>
          <Input
            value={step.note}
            onChange={(note) => onChange({ note })}
            placeholder={step.deed === 'send' ? '给员工的提示(可不填)' : '写明要做什么'}
            maxlength={200}
          />
        </Named>
        <Wrong problem={problems.note} />
        <div className="sop-step-line">
          <span>到时后</span>
          <Count
            label={`${name}的完成时限(小时)`}
            value={step.withinHours}
            min={1}
            max={720}
            onChange={(withinHours) => onChange({ withinHours })}
          />
          <span>小时内完成</span>
        </div>
        <Wrong problem={problems.within} />
        <FilterChips
          label={`${name}对谁`}
          value={step.filterOn ? 'some' : 'all'}
          options={[
            { value: 'all', label: '所有客户都做' },
            { value: 'some', label: '只对符合条件的' },
          ]}
          onChange={(whom) => onChange({ filterOn: whom === 'some' })}
        />
        {step.filterOn ? <FilterBuilder value={step.filter} onChange={(filter) => onChange({ filter })} /> : null}
        <Wrong problem={problems.filter} />
      </div>
    </li>
  );
}

/** What is wrong with the field above it. */
function Wrong({ problem }: { problem: string | undefined }) {
  return problem ? (
    <p className="field-problem" role="alert">
      {problem}
    </p>
  ) : null;
}

interface CountProps {
  label: string;
  value: number | null;
  min: number;
  max: number;
  onChange(value: number | null): void;
}

function Count({ label, value, min, max, onChange }: CountProps) {
  return (
    <label>
      <span className="visually-hidden">{label}</span>
      <InputNumber
        className="sop-number"
        theme="normal"
        min={min}
        max={max}
        decimalPlaces={0}
        value={value ?? undefined}
        onChange={(count) => onChange(typeof count === 'number' ? count : null)}
      />
    </label>
  );
}
