import { useCallback, useEffect, useRef, useState } from 'react';
import { onBackOnline } from '../taro/network.ts';
import type { Failure } from './failure-of.ts';

export type Unanswered = { phase: 'loading' } | { phase: 'failed'; failure: Failure };

interface Asked<Answer> {
  state: Answer | Unanswered;
  /** Asks again while what is known stays in sight. */
  reload(): Promise<void>;
  /** Asks again from the beginning. */
  retry(): Promise<void>;
}

/**
 * What a page is filled with: asked for at once, on `reload` and `retry`, and by itself when a lost network returns. `ask` turns failures
 * it knows into states and keeps its identity; `isWaiting`: besides failures, whether the network's return may bring something better.
 */
export function useAsked<Answer extends { phase: string }>(
  ask: () => Promise<Answer | Unanswered>,
  isWaiting: (state: Answer | Unanswered) => boolean = () => false,
): Asked<Answer> {
  const [state, setState] = useState<Answer | Unanswered>({ phase: 'loading' });
  const latestCall = useRef(0);

  const reload = useCallback(async () => {
    const call = ++latestCall.current;
    // A slower, older call must not overwrite what a newer one brought.
    const show = (next: Answer | Unanswered) => call === latestCall.current && setState(next);
    try {
      show(await ask());
    } catch (error) {
      // A defect of ours: the person can try again, and WeChat's error report gets the cause.
      show({ phase: 'failed', failure: 'refused' });
      throw error;
    }
  }, [ask]);

  const retry = useCallback(() => {
    setState({ phase: 'loading' });
    return reload();
  }, [reload]);

  useEffect(() => {
    void reload();
  }, [reload]);

  const waits = state.phase === 'failed' || isWaiting(state);
  useEffect(() => (waits ? onBackOnline(() => void reload()) : undefined), [waits, reload]);

  return { state, reload, retry };
}
