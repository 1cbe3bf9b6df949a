import { useEffect, useRef, useState } from 'react';
import type { ChannelForm } from './form.ts';

const PAUSE_MS = 500;
/** Part of the key: drafts of an older form are left alone. */
const VERSION = 1;

function read(key: string): ChannelForm | null {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as ChannelForm) : null;
  } catch {
    // A private window without storage: there is simply no draft.
    return null;
  }
}

/**
 * The form with its draft: what is typed survives a closed tab until it is saved or given up.
 * `start` is what the server has (or the empty form); it is read once.
 */
export function useDraft(owner: string, channelId: string | undefined, start: ChannelForm) {
  const key = `zhike:channel-draft:${VERSION}:${owner}:${channelId ?? 'new'}`;
  const [kept] = useState(() => read(key));
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
    change: (part: Partial<ChannelForm>) => {
      settled.current = false;
      setForm((now) => ({ ...now, ...part }));
      setChanged(true);
    },
    isRestored,
    isChanged,
    /** After saving. */
    forget,
    /** Back to what the server has. */
    giveUp: () => {
      forget();
      setForm(start);
      setRestored(false);
      setChanged(false);
    },
  };
}

function keep(key: string, form: ChannelForm): void {
  try {
    localStorage.setItem(key, JSON.stringify(form));
  } catch {
    // Storage is full or forbidden: the form itself is unharmed, only a closed tab would lose it.
    return;
  }
}
