import { Button } from '../../../components/button.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Icon } from '../../../components/icon.tsx';
import { TimeRange } from '../../../components/time-range.tsx';
import { Field } from '../../../components/field.tsx';
import type { Problems } from './find-problems.ts';
import { type ChannelForm, type FormShift, newKey } from './form.ts';
import type { ChannelDirectory } from './pickers.ts';
import { WeekPicture } from './week-picture.tsx';
import './duty-section.css';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

interface DutySectionProps {
  form: ChannelForm;
  change(part: Partial<ChannelForm>): void;
  problems: Problems;
  directory: ChannelDirectory;
}

/** When who receives: round the clock, or shifts of a week with a picture of it. */
export function DutySection({ form, change, problems, directory }: DutySectionProps) {
  const setShift = (key: string, part: Partial<FormShift>) =>
    change({ shifts: form.shifts.map((shift) => (shift.key === key ? { ...shift, ...part } : shift)) });
  const addShift = () => {
    const last = form.shifts.at(-1);
    const everybody = { userIds: form.members.map(({ userId }) => userId), departmentIds: form.departmentIds };
    const shift = last
      ? { ...last, key: newKey() }
      : { key: newKey(), weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', ...everybody };
    change({ shifts: [...form.shifts, shift] });
  };

  return (
    <Field label="接待时间" problem={problems.duty}>
      <FilterChips
        label="接待时间"
        value={form.weekly ? 'weekly' : 'always'}
        options={[
          { value: 'always', label: '全天接待' },
          { value: 'weekly', label: '按星期排班' },
        ]}
        onChange={(kind) => {
          change({ weekly: kind === 'weekly' });
          if (kind === 'weekly' && form.shifts.length === 0) addShift();
        }}
      />
      {form.weekly ? (
        <>
          <WeekPicture shifts={form.shifts} />
          {form.shifts.map((shift, index) => (
            <ShiftEditor
              key={shift.key}
              shift={shift}
              number={index + 1}
              form={form}
              directory={directory}
              problem={problems[`shift:${shift.key}`]}
              onChange={(part) => setShift(shift.key, part)}
              onRemove={() => change({ shifts: form.shifts.filter((one) => one !== shift) })}
            />
          ))}
          <div>
            <Button
              variant="outline"
              icon={<Icon name="plus" size={16} />}
              disabled={form.shifts.length >= 50}
              onClick={addShift}
            >
              添加时段
            </Button>
          </div>
        </>
      ) : null}
    </Field>
  );
}

interface ShiftEditorProps {
  shift: FormShift;
  number: number;
  form: ChannelForm;
  directory: ChannelDirectory;
  problem: string | undefined;
  onChange(part: Partial<FormShift>): void;
  onRemove(): void;
}

function ShiftEditor({ shift, number, form, directory, problem, onChange, onRemove }: ShiftEditorProps) {
  const flip = <Value,>(list: Value[], value: Value) =>
    list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
  return (
    <div className="shift" role="group" aria-label={`时段 ${number}`}>
      <div className="row">
        {weekdays.map((name, index) => (
          <button
            key={name}
            type="button"
            className="shift-day"
            aria-label={`星期${name}`}
            aria-pressed={shift.weekdays.includes(index + 1)}
            onClick={() => onChange({ weekdays: flip(shift.weekdays, index + 1) })}
          >
            {name}
          </button>
        ))}
        <span className="row">
          <TimeRange from={shift.from} to={shift.to} onChange={onChange} />
          <span className="fine">{shift.from === shift.to ? '全天' : shift.to < shift.from ? '到次日' : ''}</span>
        </span>
        <button type="button" className="plain-button shift-remove" onClick={onRemove}>
          <Icon name="trash" size={16} />
          删除
        </button>
      </div>
      <div className="row">
        <span className="fine">当班</span>
        {form.members.map(({ userId, name }) => (
          <button
            key={userId}
            type="button"
            className="shift-person"
            aria-pressed={shift.userIds.includes(userId)}
            onClick={() => onChange({ userIds: flip(shift.userIds, userId) })}
          >
            {name}
          </button>
        ))}
        {form.departmentIds.map((id) => (
          <button
            key={id}
            type="button"
            className="shift-person"
            aria-pressed={shift.departmentIds.includes(id)}
            onClick={() => onChange({ departmentIds: flip(shift.departmentIds, id) })}
          >
            {directory.department(id) ?? `部门 ${id}`}
          </button>
        ))}
        {form.members.length + form.departmentIds.length === 0 ? (
          <span className="fine">请先选择接待员工或部门</span>
        ) : null}
      </div>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
