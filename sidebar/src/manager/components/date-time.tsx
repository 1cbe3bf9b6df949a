import { DayPicker } from './day-picker.tsx';
import { TimeOfDay } from './time-of-day.tsx';

interface DateTimeProps {
  /** What begins or ends then: 「开始」. */
  label: string;
  /** `2026-11-08T10:00` in the company's own time; empty: none. */
  value: string;
  onChange(wall: string): void;
  /** The days that can be chosen. */
  first?: string | undefined;
  last?: string | undefined;
  placeholder?: string;
  clearable?: boolean;
}

const MORNING = '10:00';

/** A day and a time of that day. */
export function DateTime({ label, value, onChange, ...day }: DateTimeProps) {
  const [date = '', time = MORNING] = value.split('T');
  return (
    <span className="row" role="group" aria-label={label}>
      <DayPicker
        {...day}
        label={`${label}日期`}
        value={date}
        onChange={(chosen) => onChange(chosen === '' ? '' : `${chosen}T${time}`)}
      />
      {date ? (
        <TimeOfDay label={`${label}时间`} value={time} onChange={(chosen) => onChange(`${date}T${chosen}`)} />
      ) : null}
    </span>
  );
}
