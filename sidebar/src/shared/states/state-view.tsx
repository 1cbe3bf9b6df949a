import type { ReactNode } from 'react';
import './state-view.css';

interface StateViewProps {
  /** One short line: what is so. */
  title: string;
  /** What to do about it. */
  hint?: ReactNode;
  action?: { label: string; onClick(): void };
  tone?: 'plain' | 'problem';
}

/** A page, tab or list that has nothing to show yet, and says why and what to do. */
export function StateView({ title, hint, action, tone = 'plain' }: StateViewProps) {
  return (
    <div className={`state-view state-view-${tone}`} role={tone === 'problem' ? 'alert' : 'status'}>
      <div className="state-view-mark" aria-hidden="true" />
      <p className="state-view-title">{title}</p>
      {hint ? <p className="state-view-hint">{hint}</p> : null}
      {action ? (
        <button type="button" className="state-view-action" onClick={action.onClick}>
          {action.label}
        </button>
      ) : null}
    </div>
  );
}
