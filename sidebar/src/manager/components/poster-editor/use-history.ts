import { useState } from 'react';
import { changed, type History, noHistory, redone, undone } from './history.ts';

/** Steps back and forth over a value that the page holds. What the page sets by itself begins a new history. */
export function useHistory<Value>(value: Value, onChange: (value: Value) => void) {
  const [kept, setKept] = useState<{ value: Value; history: History<Value> }>({ value, history: noHistory });
  const history: History<Value> = kept.value === value ? kept.history : noHistory;
  const go = (next: { value: Value; history: History<Value> } | null) => {
    if (!next) return;
    setKept(next);
    onChange(next.value);
  };
  return {
    /** @param gesture changes of one name one after the other are one step */
    change: (next: Value, gesture?: string) => go({ value: next, history: changed(history, value, gesture ?? null) }),
    undo: () => go(undone(history, value)),
    redo: () => go(redone(history, value)),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
