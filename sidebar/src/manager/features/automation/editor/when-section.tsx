import { Select } from 'tdesign-react/es/select';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Icon } from '../../../components/icon.tsx';
import { TimeOfDay } from '../../../components/time-of-day.tsx';
import { labelOfDate } from '../rule-parts.ts';
import type { Problems } from './find-problems.ts';
import { emptyHappening, type HappeningForm, type RuleForm } from './form.ts';
import { HappeningEditor } from './happening-editor.tsx';
import { MessageSection } from './message-section.tsx';
import type { EditorKit } from './pickers.ts';
import { WholeNumber } from './whole-number.tsx';

interface WhenSectionProps {
  form: RuleForm;
  change(part: Partial<RuleForm>): void;
  problems: Problems;
  kit: EditorKit;
}

/** What sets the rule off: one of four kinds. */
export function WhenSection({ form, change, problems, kit }: WhenSectionProps) {
  return (
    <>
      <FilterChips
        label="触发方式"
        value={form.kind}
        options={[
          { value: 'message', label: '说了某些话' },
          { value: 'event', label: '发生了某件事' },
          { value: 'absence', label: '一直没有下文' },
          { value: 'date', label: '到了某个日子' },
        ]}
        onChange={(kind) => change({ kind })}
      />
      <div className="rule-part">
        {form.kind === 'message' ? (
          <MessageSection
            form={form.message}
            change={(part) => change({ message: { ...form.message, ...part } })}
            problems={problems}
            kit={kit}
          />
        ) : null}
        {form.kind === 'event' ? (
          <Field label="什么事">
            <HappeningEditor
              label="什么事"
              value={form.event}
              kit={kit}
              problem={problems.event}
              onChange={(event) => change({ event })}
            />
          </Field>
        ) : null}
        {form.kind === 'date' ? <DatePart form={form} change={change} problems={problems} kit={kit} /> : null}
        {form.kind === 'absence' ? <AbsencePart form={form} change={change} problems={problems} kit={kit} /> : null}
      </div>
    </>
  );
}

function DatePart({ form: { date }, change, problems, kit }: WhenSectionProps) {
  const put = (part: Partial<RuleForm['date']>) => change({ date: { ...date, ...part } });
  const isGone = date.date !== '' && !kit.parts.dates.some(({ key }) => key === date.date);
  const side = date.offsetDays < 0 ? 'before' : date.offsetDays > 0 ? 'after' : 'same';
  return (
    <Field label="哪个日子" problem={problems.date}>
      <Select
        className="rule-select"
        value={date.date}
        options={[
          ...(isGone ? [{ value: date.date, label: labelOfDate(kit.parts, date.date) ?? '已删除' }] : []),
          ...kit.parts.dates.map(({ key, label }) => ({ value: key, label })),
        ]}
        onChange={(key) => typeof key === 'string' && put({ date: key })}
        placeholder="选择日期"
      />
      <FilterChips
        label="每年或一次"
        value={date.repeat}
        options={[
          { value: 'yearly', label: '每年的这一天' },
          { value: 'once', label: '只有那一次' },
        ]}
        onChange={(repeat) => put({ repeat })}
      />
      <div className="row">
        <FilterChips
          label="当天或前后"
          value={side}
          options={[
            { value: 'same', label: '当天' },
            { value: 'before', label: '提前几天' },
            { value: 'after', label: '过后几天' },
          ]}
          onChange={(next) => {
            const days = Math.abs(date.offsetDays) || 3;
            put({ offsetDays: next === 'same' ? 0 : next === 'before' ? -days : days });
          }}
        />
        {side === 'same' ? null : (
          <span className="row">
            <WholeNumber
              label="天数"
              value={Math.abs(date.offsetDays)}
              min={1}
              max={side === 'before' ? 365 : 3650}
              onChange={(days) => put({ offsetDays: side === 'before' ? -days : days })}
            />
            天
          </span>
        )}
      </div>
      <span className="row">
        几点执行
        <TimeOfDay label="几点执行" value={date.at} onChange={(at) => put({ at })} />
      </span>
    </Field>
  );
}

const units = [
  { value: 'minutes', label: '分钟' },
  { value: 'hours', label: '小时' },
  { value: 'days', label: '天' },
];

function AbsencePart({ form: { absence }, change, problems, kit }: WhenSectionProps) {
  const put = (part: Partial<RuleForm['absence']>) => change({ absence: { ...absence, ...part } });
  const { start, unless, within } = absence;
  const replace = (key: string, next: HappeningForm | null) =>
    put({ unless: unless.flatMap((one) => (one.key === key ? (next ?? []) : one)) });
  return (
    <>
      <Field label="先发生了" hint="等待期间再次发生,不重新计时。">
        <HappeningEditor
          label="先发生了"
          value={start}
          kit={kit}
          withSaid
          problem={problems.start}
          onChange={(next) => put({ start: next })}
        />
      </Field>
      <Field label="等多久" problem={problems.within}>
        <span className="row">
          之后
          <WholeNumber
            label="等待时长"
            value={within.count}
            min={1}
            max={1000}
            onChange={(count) => put({ within: { ...within, count } })}
          />
          <Select
            className="rule-unit"
            value={within.unit}
            options={units}
            placeholder="单位"
            onChange={(unit) => put({ within: { ...within, unit: unit as typeof within.unit } })}
          />
          内
        </span>
      </Field>
      <Field label="都没有发生" problem={problems.unless}>
        {unless.map((one, index) => (
          <div key={one.key} className="rule-unless">
            <HappeningEditor
              label={`没有发生的事 ${index + 1}`}
              value={one}
              kit={kit}
              withSaid
              problem={problems[`unless:${one.key}`]}
              onChange={(next) => replace(one.key, next)}
            />
            {unless.length > 1 ? (
              <button
                type="button"
                className="plain-button"
                aria-label="删除这件事"
                onClick={() => replace(one.key, null)}
              >
                <Icon name="close" size={16} />
              </button>
            ) : null}
          </div>
        ))}
        {unless.length < 5 ? (
          <div>
            <Button
              variant="text"
              theme="primary"
              icon={<Icon name="plus" size={16} />}
              onClick={() => put({ unless: [...unless, emptyHappening()] })}
            >
              再加一件
            </Button>
          </div>
        ) : null}
      </Field>
    </>
  );
}
