/** What was and what will be again, around the value that the page holds. */
export interface History<Value> {
  past: readonly Value[];
  future: readonly Value[];
  /** Of the last change: a drag or a word typed is one step back, however many changes it took. */
  gesture: string | null;
}

export const noHistory: History<never> = { past: [], future: [], gesture: null };

const MOST_STEPS = 100;

export function changed<Value>(history: History<Value>, before: Value, gesture: string | null): History<Value> {
  if (gesture !== null && gesture === history.gesture) return { ...history, future: [] };
  return { past: [...history.past, before].slice(-MOST_STEPS), future: [], gesture };
}

/** The value to go back to with the history it has then; null when there is none. */
export function undone<Value>(history: History<Value>, now: Value): { value: Value; history: History<Value> } | null {
  const value = history.past.at(-1);
  if (value === undefined) return null;
  return { value, history: { past: history.past.slice(0, -1), future: [now, ...history.future], gesture: null } };
}

export function redone<Value>(history: History<Value>, now: Value): { value: Value; history: History<Value> } | null {
  const [value, ...future] = history.future;
  if (value === undefined) return null;
  return { value, history: { past: [...history.past, now], future, gesture: null } };
}
