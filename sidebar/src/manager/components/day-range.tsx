import { DayPicker } from './day-picker.tsx';

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
      <DayPicker
        label="开始日期"
        value={from ?? ''}
        onChange={(day) => onChange({ from: day || undefined })}
        last={to}
        placeholder="开始日期"
        clearable
      />
      至
      <DayPicker
        label="结束日期"
        value={to ?? ''}
        onChange={(day) => onChange({ to: day || undefined })}
        first={from}
        placeholder="结束日期"
        clearable
      />
    </span>
  );
}
