import { useCallback, useState } from 'react';
import { useToasts } from './toast.tsx';

/** Runs one thing a person asked for: busy while it runs, a note when it failed. */
export function useAction(): { busy: boolean; run: (work: () => Promise<unknown>, done?: string) => Promise<boolean> } {
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (work: () => Promise<unknown>, done?: string) => {
      setBusy(true);
      try {
        await work();
        if (done) toasts.done(done);
        return true;
      } catch (error) {
        toasts.failed(error);
        return false;
      } finally {
        setBusy(false);
      }
    },
    [toasts],
  );
  return { busy, run };
}
