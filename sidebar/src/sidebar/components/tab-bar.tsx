import type { KeyboardEvent } from 'react';
import './tab-bar.css';

interface Tab<Id extends string> {
  id: Id;
  label: string;
  /** A number worth knowing before one looks. */
  count?: number;
}

interface TabBarProps<Id extends string> {
  label: string;
  tabs: readonly Tab<Id>[];
  current: Id;
  onChange(id: NoInfer<Id>): void;
}

/** Tabs as screen readers and keyboards know them: one stop, arrows move. */
export function TabBar<Id extends string>({ label, tabs, current, onChange }: TabBarProps<Id>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = tabs.findIndex((tab) => tab.id === current);
    const next = tabs[(index + step + tabs.length) % tabs.length]!;
    onChange(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div className="tab-bar" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`tab-${tab.id}`}
          aria-selected={tab.id === current}
          aria-controls={`panel-${tab.id}`}
          tabIndex={tab.id === current ? 0 : -1}
          className="tab-bar-tab"
          onClick={() => onChange(tab.id)}
        >
          {tab.label}
          {tab.count ? <span className="tab-bar-count">{tab.count > 99 ? '99+' : tab.count}</span> : null}
        </button>
      ))}
    </div>
  );
}
