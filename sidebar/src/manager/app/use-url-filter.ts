import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address: a filtered list can be sent to a colleague, and Back brings it again. */
export function useUrlFilter<Name extends string>(): [
  Partial<Record<Name, string>>,
  (part: Partial<Record<Name, string | undefined>>) => void,
] {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => Object.fromEntries(params) as Partial<Record<Name, string>>, [params]);
  const change = useCallback(
    (part: Partial<Record<Name, string | undefined>>) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries<string | undefined>(part as Record<string, string | undefined>)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [filter, change];
}
