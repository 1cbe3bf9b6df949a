import { TimePicker } from 'tdesign-react/es/time-picker';
import './pickers.css';

interface TimeOfDayProps {
  /** For those who do not see what stands beside it. */
  label: string;
  /** `09:00`. */
  value: string;
  onChange(time: string): void;
}

/** A time of day, chosen or typed, in 24 hours whatever the browser's language. */
export function TimeOfDay({ label, value, onChange }: TimeOfDayProps) {
  const take = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time) && onChange(time);
  return (
    <label className="time-picker">
      <span className="visually-hidden">{label}</span>
      {/* Taken as it is picked or typed: the picker itself forgets it unless 确定 is pressed. */}
      <TimePicker
        format="HH:mm"
        value={value}
        onChange={take}
        onPick={take}
        onInput={({ value: typed }) => take(typed)}
        allowInput
      />
    </label>
  );
}
