import { randomInt } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import { newestKey } from './keys.ts';

/** The counter behind the archive's seq. */
export const seqCounter = 'archive_message';

/**
 * Stores a message of any shape (doc 91774 has one without msgtype, `switch`, and new types come without notice) and lets the receiver
 * know. A msgid of its own is kept; else one is made, with the suffix that tells external messages.
 */
export function storeMessage(
  sandbox: Sandbox,
  message: Record<string, unknown>,
  { external }: { external: boolean },
): string {
  const { world, clock, faults } = sandbox;
  const now = clock.now();
  const msgId =
    typeof message.msgid === 'string' && message.msgid !== ''
      ? message.msgid
      : `${newDigits()}_${now}${external ? '_external' : ''}`;
  if (Math.random() < faults.archive.dropRate) return msgId;
  world.archive.put({
    seq: world.next(seqCounter),
    msgId,
    at: now,
    availableAt: now + faults.archive.delayMs,
    keyVersion: newestKey(sandbox).version,
    message: { ...message, msgid: msgId },
  });
  sandbox.archiveNotifier.somethingNew(faults.archive.delayMs);
  return msgId;
}

/** 19 digits that do not begin with 0. */
const newDigits = (): string =>
  `${randomInt(1, 10)}${String(randomInt(0, 1e9)).padStart(9, '0')}${String(randomInt(0, 1e9)).padStart(9, '0')}`;
