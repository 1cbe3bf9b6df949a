import type { ReactNode } from 'react';
import './pill.css';

export type PillTone = 'plain' | 'brand' | 'good' | 'warning' | 'bad';

/** A short state beside a name; the word says it, the colour repeats it. */
export function Pill({ tone = 'plain', title, children }: { tone?: PillTone; title?: string; children: ReactNode }) {
  return (
    <span className={`pill pill-${tone}`} title={title}>
      {children}
    </span>
  );
}
