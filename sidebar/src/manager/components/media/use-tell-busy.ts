import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';

/** Who hears of busy fields that are too far down in a form to be handed `onBusy`. */
export const BusyFields = createContext<((isBusy: boolean) => void) | undefined>(undefined);

/** Tells the form around a field that something of it is still under way; a field that is taken away is busy no more. */
export function useTellBusy(isBusy: boolean, onBusy: ((isBusy: boolean) => void) | undefined): void {
  const around = useContext(BusyFields);
  const tell = useRef(onBusy);
  tell.current = onBusy ?? around;
  useEffect(() => {
    if (!isBusy) return;
    const told = tell.current;
    told?.(true);
    return () => told?.(false);
  }, [isBusy]);
}

/** Whether any field of a form is busy; `onBusy` goes to each of them. */
export function useBusyFields(): { isBusy: boolean; onBusy(isBusy: boolean): void } {
  const [count, setCount] = useState(0);
  const onBusy = useCallback((isBusy: boolean) => setCount((now) => now + (isBusy ? 1 : -1)), []);
  return { isBusy: count > 0, onBusy };
}
