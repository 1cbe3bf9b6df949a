import { DatePickerPanel } from 'tdesign-react/es/date-picker';
import { TypedPicker } from './typed-picker.tsx';

interface DayPickerProps {
  label: string;
  /** `2026-11-08`; empty: none. */
  value: string;
  onChange(day: string): void;
  /** The first and the last day that the calendar offers. */
  first?: string | undefined;
  last?: string | undefined;
  placeholder?: string;
  clearable?: boolean;
}

/** A day, chosen or typed, in Chinese whatever the browser's language. */
export function DayPicker({ first, last, placeholder = '选择日期', ...field }: DayPickerProps) {
  const bounds = { ...(first ? { before: first } : {}), ...(last ? { after: last } : {}) };
  return (
    <TypedPicker
      {...field}
      placeholder={placeholder}
      icon="calendar"
      className="day-picker"
      isWhole={isDay}
      panel={(close) => (
        <DatePickerPanel
          value={field.value}
          disableDate={bounds}
          onChange={(day) => {
            field.onChange(String(day));
            close();
          }}
        />
      )}
    />
  );
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
