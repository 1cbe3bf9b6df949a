import { InputNumber } from 'tdesign-react/es/input-number';

interface WholeNumberProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange(value: number): void;
}

/** A whole number inside a sentence. */
export function WholeNumber({ label, value, min, max, onChange }: WholeNumberProps) {
  return (
    <label>
      <span className="visually-hidden">{label}</span>
      <InputNumber
        className="rule-number"
        theme="normal"
        min={min}
        max={max}
        decimalPlaces={0}
        value={value}
        onChange={(count) => typeof count === 'number' && onChange(count)}
      />
    </label>
  );
}
