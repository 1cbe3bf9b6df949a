import { useCallback, useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '../../src/control/live-event.ts';
import { type ControlInput, type ControlOutput, control } from './control.ts';
import { useLiveEvents } from './live.tsx';
import type { ControlEndpoints } from '../../src/control/contract.ts';

type GetEndpoint = Extract<keyof ControlEndpoints, `GET ${string}`>;

export interface Resource<T> {
  data: T | undefined;
  error: Error | undefined;
  reload: () => void;
}

/**
 * Reads one endpoint, keeps what it last said while asking again, and asks again when `refreshOn` says an event concerns it.
 * `input` null = nothing to ask yet.
 */
export function useResource<K extends GetEndpoint>(
  endpoint: K,
  input: ControlInput<K> | null,
  refreshOn: (event: LiveEvent) => boolean,
): Resource<ControlOutput<K>> {
  const key = input === null ? null : JSON.stringify(input);
  const [state, setState] = useState<{ key: string | null; data?: ControlOutput<K>; error?: Error }>({ key: null });
  const again = useRef<() => void>(() => undefined);
  const reload = useCallback(() => again.current(), []);

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    let running = false;
    let asked = false;
    // One request at a time: a stream of events must not cancel every answer before it arrives.
    const run = async () => {
      if (running) {
        asked = true;
        return;
      }
      running = true;
      do {
        asked = false;
        try {
          const data = await control(endpoint, { ...(JSON.parse(key) as ControlInput<K>), signal: abort.signal });
          setState({ key, data });
        } catch (error) {
          if (abort.signal.aborted) return;
          setState((current) => ({ key, data: current.key === key ? current.data : undefined, error: error as Error }));
        }
      } while (asked && !abort.signal.aborted);
      running = false;
    };
    again.current = () => void run();
    void run();
    return () => abort.abort();
  }, [endpoint, key]);

  const concerns = useRef(refreshOn);
  concerns.current = refreshOn;
  useLiveEvents((events) => {
    // `hello` comes after a lost connection too: whatever happened meanwhile was not told.
    if (events.some((event) => event.kind === 'hello' || event.kind === 'reset' || concerns.current(event))) reload();
  });

  const fresh = state.key === key;
  return { data: fresh ? state.data : undefined, error: fresh ? state.error : undefined, reload };
}
