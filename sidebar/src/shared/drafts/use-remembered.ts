import { useCallback, useState } from 'react';
import { pageMemory } from './page-memory.ts';

/** By name, as long as the app is open: what somebody searched for stands neither in an address nor in a store of the browser. */
const kept = pageMemory<unknown>();

/** How somebody left a page is how she finds it again. */
export function useRemembered<Value>(name: string, first: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => (kept.has(name) ? (kept.get(name) as Value) : first));
  const keep = useCallback(
    (next: Value) => {
      kept.set(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, keep];
}
