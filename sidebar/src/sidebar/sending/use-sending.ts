import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { keptSending } from './kept-sendings.ts';
import type { PartState, SendPart } from './send-part.ts';

export interface Sending {
  states: Readonly<Record<string, PartState>>;
  isRunning: boolean;
  /** Everything has gone into the chat. */
  isDone: boolean;
  /** Begins, or goes on after what was sent already. */
  start(parts: readonly SendPart[]): void;
}

/**
 * Sends messages into the open chat one after the other; after a failure it goes on with the one that failed. `name`: of what, to whom.
 * `onDone`: told whether its progress is still looked at.
 */
export function useSending(name: string, onDone?: (isWatched: boolean) => void): Sending {
  const [kept] = useState(() => keptSending(name));
  const { states, isRunning } = useSyncExternalStore(kept.watch, () => kept.progress);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const all = Object.values(states);
  return {
    states,
    isRunning,
    isDone: all.length > 0 && all.every(({ at }) => at === 'sent'),
    start: (parts) => void kept.run(parts, leaving.current.signal, onDone),
  };
}
