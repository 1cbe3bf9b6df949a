import type { ReactNode } from 'react';
import './bars.css';

export interface BarPart {
  value: number;
  tone: 'brand' | 'good' | 'bad' | 'plain';
}

export interface Bar {
  key: string;
  label: ReactNode;
  /** One figure, or the parts that make it up, from left to right. */
  value: number | readonly BarPart[];
  /** What stands at its end. */
  note: ReactNode;
}

const partsOf = ({ value }: Bar): readonly BarPart[] =>
  typeof value === 'number' ? [{ value, tone: 'brand' }] : value;
const sumOf = (bar: Bar) => partsOf(bar).reduce((sum, { value }) => sum + value, 0);

/** Rows with bars as long as their figures. */
export function Bars({ rows, empty, label }: { rows: readonly Bar[]; empty: string; label: string }) {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  const most = Math.max(1, ...rows.map(sumOf));
  return (
    <ul className="bars" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className="bar-name">{row.label}</span>
          <span className="bar-track" aria-hidden="true">
            {partsOf(row).map(({ value, tone }) =>
              value > 0 ? (
                <span key={tone} className={`bar-fill bar-${tone}`} style={{ width: `${(value / most) * 100}%` }} />
              ) : null,
            )}
          </span>
          <span className="bar-note number">{row.note}</span>
        </li>
      ))}
    </ul>
  );
}
