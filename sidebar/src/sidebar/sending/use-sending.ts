import { useEffect, useRef, useState } from 'react';
import { randomKey } from '../../shared/drafts/random-key.ts';
import { notify } from '../components/notice.tsx';
import { type PartState, type SendPart, sendPart } from './send-part.ts';

export interface Sending {
  states: Readonly<Record<string, PartState>>;
  isRunning: boolean;
  /** Everything has gone into the chat. */
  isDone: boolean;
  /** Something has gone into the chat, or may have. */
  hasBegun: boolean;
  /** Begins, or goes on after what was sent already. */
  start(parts: readonly SendPart[]): void;
}

const WAITING: PartState = { at: 'waiting' };

/** Sends messages into the open chat one after the other; after a failure it goes on with the one that failed. */
export function useSending(onDone?: () => void): Sending {
  const [states, setStates] = useState<Record<string, PartState>>({});
  const [isRunning, setIsRunning] = useState(false);
  // Asked by taps that come before the screen has changed.
  const running = useRef(false);
  const keys = useRef(new Map<string, string>());
  const isSent = useRef(new Set<string>());
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);

  const run = async (parts: readonly SendPart[]) => {
    const { signal } = leaving.current;
    for (const part of parts) {
      if (isSent.current.has(part.key)) continue;
      const idempotencyKey = keys.current.get(part.key) ?? randomKey();
      keys.current.set(part.key, idempotencyKey);
      const show = (state: PartState) => setStates((before) => ({ ...before, [part.key]: state }));
      const isSentNow = !signal.aborted && (await sendPart(part, idempotencyKey, show, signal));
      if (!isSentNow) {
        // Nobody looks at the progress any more: what did not go is said elsewhere.
        if (signal.aborted) notify(`已离开,「${part.label}」没有发送`, { tone: 'problem' });
        return;
      }
      isSent.current.add(part.key);
    }
    onDone?.();
  };
  const start = async (parts: readonly SendPart[]) => {
    if (running.current) return;
    running.current = true;
    setIsRunning(true);
    setStates(Object.fromEntries(parts.map(({ key }) => [key, isSent.current.has(key) ? { at: 'sent' } : WAITING])));
    try {
      await run(parts);
    } finally {
      running.current = false;
      setIsRunning(false);
    }
  };
  const all = Object.values(states);
  return {
    states,
    isRunning,
    isDone: all.length > 0 && all.every(({ at }) => at === 'sent'),
    hasBegun: all.some(({ at }) => at === 'sent' || at === 'client'),
    start: (parts) => void start(parts),
  };
}
