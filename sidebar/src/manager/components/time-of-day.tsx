import { TimePickerPanel } from 'tdesign-react/es/time-picker';
import { TypedPicker } from './typed-picker.tsx';

interface TimeOfDayProps {
  label: string;
  /** `09:00`. */
  value: string;
  onChange(time: string): void;
}

/** A time of day, chosen or typed, in 24 hours whatever the browser's language. */
export function TimeOfDay(field: TimeOfDayProps) {
  return (
    <TypedPicker
      {...field}
      placeholder="时:分"
      icon="clock"
      className="time-picker"
      isWhole={(text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)}
      panel={() => (
        <TimePickerPanel format="HH:mm" value={field.value} onChange={(time: string) => field.onChange(time)} />
      )}
    />
  );
}
