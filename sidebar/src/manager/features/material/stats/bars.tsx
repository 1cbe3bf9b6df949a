import type { ReactNode } from 'react';
import './bars.css';

export interface Bar {
  key: string;
  label: ReactNode;
  value: number;
  /** What stands at its end. */
  note: ReactNode;
}

/** Rows with bars as long as their figures. */
export function Bars({ rows, empty, label }: { rows: readonly Bar[]; empty: string; label: string }) {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul className="touch-bars" aria-label={label}>
      {rows.map(({ key, label: name, value, note }) => (
        <li key={key}>
          <span className="touch-bar-name">{name}</span>
          <span className="touch-bar-track" aria-hidden="true">
            <span className="touch-bar-fill" style={{ width: `${(value / most) * 100}%` }} />
          </span>
          <span className="touch-bar-note number">{note}</span>
        </li>
      ))}
    </ul>
  );
}
