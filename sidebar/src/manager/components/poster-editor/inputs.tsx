import { InputNumber } from 'tdesign-react/es/input-number';
import { Select } from 'tdesign-react/es/select';

interface NumberBoxProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  decimals?: number;
  onChange(value: number): void;
}

export function NumberBox({ label, value, min, max, step = 1, decimals = 0, onChange }: NumberBoxProps) {
  return (
    <label className="poster-input">
      <span>{label}</span>
      <InputNumber
        theme="normal"
        size="small"
        value={value}
        min={min}
        max={max}
        step={step}
        decimalPlaces={decimals}
        allowInputOverLimit={false}
        onChange={(next) => typeof next === 'number' && Number.isFinite(next) && next !== value && onChange(next)}
      />
    </label>
  );
}

interface ColorBoxProps {
  label: string;
  value: string;
  onChange(color: string): void;
}

export function ColorBox({ label, value, onChange }: ColorBoxProps) {
  return (
    <label className="poster-input">
      <span>{label}</span>
      <input
        type="color"
        value={value.toLowerCase()}
        onChange={(event) => onChange(event.target.value.toUpperCase())}
      />
    </label>
  );
}

/** A colour that may be none. */
export function MaybeColorBox({
  label,
  value,
  start,
  onChange,
}: {
  label: string;
  value: string | null;
  start: string;
  onChange(color: string | null): void;
}) {
  return (
    <span className="poster-maybe">
      <label className="poster-check">
        <input type="checkbox" checked={value !== null} onChange={() => onChange(value === null ? start : null)} />
        {label}
      </label>
      {value === null ? null : <ColorBox label={`${label}的颜色`} value={value} onChange={onChange} />}
    </span>
  );
}

interface ChoiceProps<Value extends string | number> {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}

export function Choice<Value extends string | number>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <label className="poster-input">
      <span>{label}</span>
      <Select
        size="small"
        value={value}
        options={options.map(([one, name]) => ({ value: one, label: name }))}
        onChange={(next) => onChange(next as Value)}
      />
    </label>
  );
}
