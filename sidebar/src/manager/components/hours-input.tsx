import { useState } from 'react';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Select } from 'tdesign-react/es/select';
import './hours-input.css';

interface HoursInputProps {
  /** For those who do not see what stands beside it. */
  label: string;
  /** Whole hours. */
  value: number;
  min?: number;
  onChange(hours: number): void;
}

/** A length of time in hours or days. */
export function HoursInput({ label, value, min = 1, onChange }: HoursInputProps) {
  const [inDays, setInDays] = useState(value > 0 && value % 24 === 0);
  const unit = inDays ? 24 : 1;
  return (
    <span className="row hours-input" role="group" aria-label={label}>
      <InputNumber
        theme="normal"
        min={min}
        decimalPlaces={0}
        value={value / unit}
        onChange={(count) => typeof count === 'number' && onChange(Math.round(count) * unit)}
      />
      <Select
        value={inDays ? 'days' : 'hours'}
        options={[
          { value: 'hours', label: '小时' },
          { value: 'days', label: '天' },
        ]}
        placeholder="单位"
        onChange={(chosen) => {
          const count = Math.max(min, Math.round(value / unit));
          setInDays(chosen === 'days');
          onChange(count * (chosen === 'days' ? 24 : 1));
        }}
      />
    </span>
  );
}
