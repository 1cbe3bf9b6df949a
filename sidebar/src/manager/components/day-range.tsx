import { DatePicker } from 'tdesign-react/es/date-picker';
import './pickers.css';

interface DayRangeProps {
  /** `2026-11-08`. */
  from: string | undefined;
  /** Inclusive. */
  to: string | undefined;
  onChange(part: { from?: string | undefined } | { to?: string | undefined }): void;
}

/** From a day to a day, either end open. Two pickers, because the two months of a range picker are wider than a phone. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  return (
    <span className="row">
      <DatePicker
        className="day-picker"
        value={from ?? ''}
        onChange={(day) => onChange({ from: String(day) || undefined })}
        disableDate={to ? { after: to } : undefined}
        placeholder="开始日期"
        clearable
      />
      至
      <DatePicker
        className="day-picker"
        value={to ?? ''}
        onChange={(day) => onChange({ to: String(day) || undefined })}
        disableDate={from ? { before: from } : undefined}
        placeholder="结束日期"
        clearable
      />
    </span>
  );
}
