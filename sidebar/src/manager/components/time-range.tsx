import { TimeOfDay } from './time-of-day.tsx';

interface TimeRangeProps {
  /** `09:00`. */
  from: string;
  to: string;
  onChange(part: { from: string } | { to: string }): void;
}

/** From a time of day to another; the second may be on the next day. */
export function TimeRange({ from, to, onChange }: TimeRangeProps) {
  return (
    <span className="row">
      <TimeOfDay label="开始时间" value={from} onChange={(time) => onChange({ from: time })} />
      至
      <TimeOfDay label="结束时间" value={to} onChange={(time) => onChange({ to: time })} />
    </span>
  );
}
