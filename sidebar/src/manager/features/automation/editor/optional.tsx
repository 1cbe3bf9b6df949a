import type { ReactNode } from 'react';
import { Switch } from '../../../components/switch.tsx';

interface OptionalProps {
  /** What it does when it is on. */
  label: string;
  value: boolean;
  onChange(on: boolean): void;
  problem?: string;
  children?: ReactNode;
}

/** A setting that many rules do without: its details show when it is on. */
export function Optional({ label, value, onChange, problem, children }: OptionalProps) {
  return (
    <div className="rule-optional">
      <label className="row">
        <Switch value={value} onChange={onChange} />
        {label}
      </label>
      {value && children ? <div className="rule-optional-details">{children}</div> : null}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
