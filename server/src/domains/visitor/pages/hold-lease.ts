import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { LEASE_MS } from '../../../platform/delivery/queue.ts';
import { describeError } from '../../../platform/errors.ts';

/**
 * Keeps the command with this serial key (there is one under way at a time) for as long as the work takes, which may be longer than a
 * lease: no other process starts the same work beside it. A process that dies renews no more, and its command is taken over.
 */
export async function whileHeld<Result>(
  { db, clock, log }: Pick<Dependencies, 'db' | 'clock' | 'log'>,
  serialKey: string,
  work: () => Promise<Result>,
  everyMs = LEASE_MS.normal / 4,
): Promise<Result> {
  const timer = setInterval(() => {
    db.transaction((tx) =>
      execute(tx, "UPDATE outbox_command SET lease_until = ? WHERE serial_key = ? AND status = 'sending'", [
        clock.machineNow() + LEASE_MS.normal,
        serialKey,
      ]),
    ).catch((error: unknown) => log.warn({ serialKey, error: describeError(error) }, 'a command was not held'));
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
