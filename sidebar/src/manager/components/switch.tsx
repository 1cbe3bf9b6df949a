import { Switch as TDesignSwitch } from 'tdesign-react/es/switch';

interface SwitchProps {
  value: boolean;
  onChange(value: boolean): void;
}

/** TDesign's switch does not tell aloud whether it is on. */
export function Switch({ value, onChange }: SwitchProps) {
  return <TDesignSwitch<boolean> value={value} aria-checked={value} onChange={onChange} />;
}
