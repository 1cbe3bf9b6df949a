import type { ReactNode } from 'react';
import './field.css';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  problem?: string;
  children: ReactNode;
}

/** One setting: its name, its control, what it does or what is wrong. */
export function Field({ label, hint, problem, children }: FieldProps) {
  return (
    <fieldset className={`field${problem ? ' field-wrong' : ''}`}>
      <legend className="field-label">{label}</legend>
      <div className="field-control">{children}</div>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {hint ? <p className="fine">{hint}</p> : null}
    </fieldset>
  );
}
