import { Field } from '../../../components/field.tsx';
import { Card } from '../../../components/page.tsx';
import { Switch } from '../../../components/switch.tsx';
import { TimeRange } from '../../../components/time-range.tsx';
import type { CardProps } from './settings-draft.ts';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

interface WorkTimeCardProps extends CardProps {
  /** The last year whose holidays we know. */
  holidaysKnownUntil: number;
}

/** When people work: by the week, by the official calendar, and on days of their own. */
export function WorkTimeCard({ form, problems, change, holidaysKnownUntil }: WorkTimeCardProps) {
  const { hours, followsHolidays } = form;
  const toggleDay = (day: number) => {
    const next = hours.weekdays.includes(day)
      ? hours.weekdays.filter((one) => one !== day)
      : [...hours.weekdays, day].toSorted((a, b) => a - b);
    change({ hours: { ...hours, weekdays: next } });
  };
  return (
    <Card title="工作时间">
      <div className="settings-column">
        <Field label="每周工作日" problem={problems.weekdays}>
          <div className="filter-chips" role="group" aria-label="每周工作日">
            {weekdays.map((name, index) => (
              <button
                key={name}
                type="button"
                className="filter-chip"
                aria-pressed={hours.weekdays.includes(index + 1)}
                onClick={() => toggleDay(index + 1)}
              >
                周{name}
              </button>
            ))}
          </div>
        </Field>
        <Field
          label="上班和下班"
          problem={problems.hours}
          hint="首次联系的期限、当天要做完的待办和所有提醒都按工作时间计算;已有待办的截止时间不变。"
        >
          <TimeRange from={hours.from} to={hours.to} onChange={(part) => change({ hours: { ...hours, ...part } })} />
        </Field>
        <Field
          label="国家法定节假日和调休"
          hint={`打开后,节假日休息,调休的周末上班。官方安排目前收录到 ${holidaysKnownUntil} 年,以后的年份请在下面填写。`}
        >
          <div>
            <Switch
              label="国家法定节假日和调休"
              value={followsHolidays}
              onChange={(isOn) => change({ followsHolidays: isOn })}
            />
          </div>
        </Field>
        <Field
          label="单独设置的日子(可不填)"
          problem={problems.days}
          hint="每行一天,可以从表格粘贴。优先于法定节假日和每周工作日。"
        >
          <textarea
            className="native-input settings-days"
            rows={5}
            aria-label="单独设置的日子"
            placeholder={'2027-01-01 休 元旦\n2027-02-06 班 春节调休'}
            value={form.daysText}
            onChange={({ target }) => change({ daysText: target.value })}
          />
        </Field>
      </div>
    </Card>
  );
}
