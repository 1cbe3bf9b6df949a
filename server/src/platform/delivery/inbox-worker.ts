import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { execute, forUpdate, inList, select } from '../database/sql.ts';
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
    const { db, keys, interpret, log, onNotUnderstood } = this.options;
    const [any] = await select(db.read, "SELECT id FROM inbox WHERE status = 'waiting' LIMIT 1");
    if (!any) return false;
    return db.transaction(async (tx) => {
      const rows = await select<{ id: string; receiver: string; body: Buffer; received_at: number | string }>(
        tx,
        `SELECT id, receiver, body, received_at FROM inbox WHERE status = 'waiting' ORDER BY lane, id LIMIT ${BATCH}${forUpdate(tx, { skipLocked: true })}`,
      );
      const events: NewEvent[] = [];
      const understood: string[] = [];
      for (const row of rows) {
        const meaning = interpret(row.receiver, keys.decrypt(Buffer.from(row.body)), {
          id: row.id,
          receivedAt: Number(row.received_at),
        });
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
}
