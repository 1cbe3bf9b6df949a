import { DatePicker } from 'tdesign-react/es/date-picker';
import { Named } from './named.tsx';
import './pickers.css';

interface DayPickerProps {
  /** For those who do not see what stands beside it. */
  label: string;
  /** `2026-11-08`; empty: none. */
  value: string;
  onChange(day: string): void;
  /** Days before and after these cannot be chosen. */
  first?: string | undefined;
  last?: string | undefined;
  placeholder?: string;
  clearable?: boolean;
}

/** A day, chosen or typed, in Chinese whatever the browser's language. */
export function DayPicker({
  label,
  value,
  onChange,
  first,
  last,
  placeholder = '选择日期',
  clearable,
}: DayPickerProps) {
  const bounds = { ...(first ? { before: first } : {}), ...(last ? { after: last } : {}) };
  // Taken as it is typed: the picker itself forgets it unless 回车 is pressed, and offers the keyboard no other way.
  const take = (typed: string) => (typed === '' || isDay(typed)) && onChange(typed);
  return (
    <span
      className="day-picker"
      onInput={({ target }) => target instanceof HTMLInputElement && take(target.value.trim())}
    >
      <Named label={label}>
        <DatePicker
          value={value}
          onChange={(day) => onChange(String(day ?? ''))}
          disableDate={bounds}
          placeholder={placeholder}
          clearable={clearable}
          allowInput
        />
      </Named>
    </span>
  );
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
