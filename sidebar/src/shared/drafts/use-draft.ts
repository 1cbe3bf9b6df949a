import { useCallback, useState } from 'react';

const PREFIX = 'zhike.draft.';

/**
 * What somebody is writing survives a closed sheet, a reload and a lost connection, until it is saved or thrown away.
 * Kept for this tab only: drafts may hold what customers said.
 */
export function useDraft<Value>(name: string, empty: Value): [Value, (value: Value) => void, () => void] {
  const [value, setValue] = useState(() => readDraft<Value>(name) ?? empty);
  const save = useCallback(
    (next: Value) => {
      setValue(next);
      writeDraft(name, next);
    },
    [name],
  );
  // The component that cleared its draft usually closes; what it shows until then stays as it is.
  const clear = useCallback(() => writeDraft(name, null), [name]);
  return [value, save, clear];
}

export function hasDraft(name: string): boolean {
  return readDraft(name) !== null;
}

/** After a save that took its time: what has been written since is kept. */
export function forgetSentDraft(name: string, sent: unknown): void {
  if (JSON.stringify(readDraft(name)) === JSON.stringify(sent)) writeDraft(name, null);
}

function readDraft<Value>(name: string): Value | null {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as Value);
  } catch {
    // Storage refused by the browser, or a draft of an older release: the form starts empty.
    return null;
  }
}

function writeDraft(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Without storage the draft lives as long as the form.
  }
}
