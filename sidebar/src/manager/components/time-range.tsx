import { TimePicker } from 'tdesign-react/es/time-picker';
import './pickers.css';

interface TimeRangeProps {
  /** `09:00`. */
  from: string;
  to: string;
  onChange(part: { from: string } | { to: string }): void;
}

/** From a time of day to another; the second may be on the next day. */
export function TimeRange({ from, to, onChange }: TimeRangeProps) {
  const set = (name: 'from' | 'to') => (time: string) =>
    time && onChange(name === 'from' ? { from: time } : { to: time });
  return (
    <span className="row">
      <TimePicker
        className="time-picker"
        format="HH:mm"
        value={from}
        onChange={set('from')}
        placeholder="开始时间"
        allowInput
      />
      至
      <TimePicker
        className="time-picker"
        format="HH:mm"
        value={to}
        onChange={set('to')}
        placeholder="结束时间"
        allowInput
      />
    </span>
  );
}
