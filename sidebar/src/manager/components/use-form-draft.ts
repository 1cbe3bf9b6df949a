import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 500;

function read<Form>(key: string): Form | null {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as Form) : null;
  } catch {
    // A private window without storage: there is simply no draft.
    return null;
  }
}

/**
 * A form with its draft: what is typed survives a closed tab until it is saved or given up.
 * @param name which form, in which wording, whose and of what: drafts of an older wording are left alone
 * @param start what the server has (or the empty form); read once
 */
export function useFormDraft<Form extends object>(name: string, start: Form) {
  const key = `zhike:${name}`;
  const [kept] = useState(() => read<Form>(key));
  const [form, setForm] = useState(kept ?? start);
  const [isRestored, setRestored] = useState(kept !== null);
  const [isChanged, setChanged] = useState(kept !== null);
  const settled = useRef(false);

  useEffect(() => {
    if (!isChanged) return;
    const timer = setTimeout(() => {
      if (!settled.current) keep(key, form);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, form, isChanged]);

  const forget = () => {
    settled.current = true;
    localStorage.removeItem(key);
  };
  return {
    form,
    change: (part: Partial<Form>) => {
      settled.current = false;
      setForm((now) => ({ ...now, ...part }));
      setChanged(true);
    },
    isRestored,
    isChanged,
    /** After saving. */
    forget,
    /** Goes on from what somebody else has saved meanwhile. */
    startOver: (next: Form) => {
      forget();
      setForm(next);
      setRestored(false);
      setChanged(false);
    },
    /** Back to what the server has. */
    giveUp: () => {
      forget();
      setForm(start);
      setRestored(false);
      setChanged(false);
    },
  };
}

function keep(key: string, form: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(form));
  } catch {
    // Storage is full or forbidden: the form itself is unharmed, only a closed tab would lose it.
    return;
  }
}

/** Whether something of this form was left unsaved. */
export const hasFormDraft = (name: string): boolean => read(`zhike:${name}`) !== null;

/** Somebody begins anew instead. */
export function forgetFormDraft(name: string): void {
  try {
    localStorage.removeItem(`zhike:${name}`);
  } catch {
    // Without storage there is no draft either.
    return;
  }
}
