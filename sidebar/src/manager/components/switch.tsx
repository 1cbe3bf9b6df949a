import { Switch as TDesignSwitch } from 'tdesign-react/es/switch';

interface SwitchProps {
  /** Where no label stands around it. */
  label?: string;
  value: boolean;
  isDisabled?: boolean;
  onChange(value: boolean): void;
}

/** TDesign's switch does not tell aloud whether it is on. */
export function Switch({ label, value, isDisabled = false, onChange }: SwitchProps) {
  return (
    <TDesignSwitch<boolean>
      value={value}
      disabled={isDisabled}
      aria-checked={value}
      aria-label={label}
      onChange={onChange}
    />
  );
}
