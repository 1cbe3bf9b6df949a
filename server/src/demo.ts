import type { SystemClock } from './platform/clock.ts';
import { describeError } from './platform/errors.ts';
import type { Logger } from './platform/log.ts';

const POLL_MS = 1_000;

/** Keeps business time equal to the sandbox's clock, which people move forward to see what tomorrow brings. Demo only. */
export function followSandboxClock(sandboxOrigin: string, clock: SystemClock, log: Logger): () => void {
  let stopped = false;
  let complained = false;
  const follow = async () => {
    while (!stopped) {
      try {
        const answer = await fetch(`${sandboxOrigin}/control/clock`, { signal: AbortSignal.timeout(POLL_MS * 3) });
        clock.offsetMs = ((await answer.json()) as { offsetMs: number }).offsetMs;
        complained = false;
      } catch (error) {
        if (!complained) log.warn({ error: describeError(error) }, 'sandbox clock out of reach, keeping the last time');
        complained = true;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  void follow();
  return () => {
    stopped = true;
  };
}

/** Moves the sandbox's clock, and business time with it, to a moment. Demo only. */
export function sandboxClockMover(sandboxOrigin: string, clock: SystemClock): (to: number) => Promise<void> {
  return async (to) => {
    const answer = await fetch(`${sandboxOrigin}/control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ set: to }),
      signal: AbortSignal.timeout(POLL_MS * 3),
    });
    if (!answer.ok) throw new Error(`the sandbox's clock was not moved: ${answer.status}`);
    clock.offsetMs = ((await answer.json()) as { offsetMs: number }).offsetMs;
  };
}
