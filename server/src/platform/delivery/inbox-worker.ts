import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { execute, forUpdate, inList, select } from '../database/sql.ts';
import { describeError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { DataKeys } from '../secrets.ts';
import type { Delivery } from './delivery.ts';
import { type NewEvent, recordEvents } from './event.ts';
import { Loop } from './loop.ts';

/** What a stored callback means. `notUnderstood` is kept and listed, with what was odd about it. */
export type Interpretation = { events: NewEvent[] } | { notUnderstood: string };
export type Interpret = (
  receiver: string,
  message: Buffer,
  received: { id: string; receivedAt: number },
) => Interpretation;

export interface InboxWorkerOptions {
  db: Database;
  keys: DataKeys;
  clock: Clock;
  delivery: Delivery;
  log: Logger;
  interpret: Interpret;
  onNotUnderstood(receiver: string): void;
}

interface StoredCallback {
  id: string;
  receiver: string;
  body: Buffer;
  received_at: number | string;
}

const BATCH = 50;
const POLL_MS = 150;

/** Turns stored callbacks into events, urgent ones first. One transaction: the events, their runs and the mark on the callback. */
export class InboxWorker {
  private readonly loop: Loop;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: InboxWorkerOptions) {
    this.loop = new Loop({ name: 'inbox', work: () => this.portion(), pollMs: POLL_MS, log: options.log });
    this.unsubscribe = options.delivery.onSignal('inbox', this.loop.wake);
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.loop.stop();
  }

  private async portion(): Promise<boolean> {
    const { db, log, onNotUnderstood } = this.options;
    const [any] = await select(db.read, "SELECT id FROM inbox WHERE status = 'waiting' LIMIT 1");
    if (!any) return false;
    return db.transaction(async (tx) => {
      const rows = await select<StoredCallback>(
        tx,
        `SELECT id, receiver, body, received_at FROM inbox WHERE status = 'waiting' ORDER BY lane, id LIMIT ${BATCH}${forUpdate(tx, { skipLocked: true })}`,
      );
      const events: NewEvent[] = [];
      const understood: string[] = [];
      for (const row of rows) {
        const meaning = this.understand(row);
        if ('events' in meaning) {
          events.push(...meaning.events);
          understood.push(row.id);
        } else {
          log.warn(
            { callback: row.id, receiver: row.receiver, problem: meaning.notUnderstood },
            'callback not understood, kept for a look',
          );
          onNotUnderstood(row.receiver);
          await execute(tx, "UPDATE inbox SET status = 'not_understood', problem = ? WHERE id = ?", [
            meaning.notUnderstood.slice(0, 200),
            row.id,
          ]);
        }
      }
      if (events.length > 0) await recordEvents(tx, events);
      if (understood.length > 0)
        await execute(tx, `UPDATE inbox SET status = 'done' WHERE id ${inList(understood)}`, understood);
      return rows.length === BATCH;
    });
  }

  /**
   * One callback that cannot be opened (its data key is missing) or that our own code stumbles over must not hold up the others,
   * for ever and the urgent ones too: it is listed, and can be replayed once the cause is mended.
   */
  private understand(row: StoredCallback): Interpretation {
    const { keys, interpret, log } = this.options;
    let message: Buffer;
    try {
      message = keys.decrypt(Buffer.from(row.body));
    } catch (error) {
      log.error({ callback: row.id, error: describeError(error) }, 'stored callback cannot be opened');
      return { notUnderstood: 'cannot be decrypted: is a retired key missing from DATA_KEYS?' };
    }
    try {
      return interpret(row.receiver, message, { id: row.id, receivedAt: Number(row.received_at) });
    } catch (error) {
      // The name only: the message may quote the callback.
      const name = error instanceof Error ? error.name : typeof error;
      log.error({ callback: row.id, error: name }, 'reading a callback failed');
      return { notUnderstood: `fault while reading: ${name}` };
    }
  }
}
