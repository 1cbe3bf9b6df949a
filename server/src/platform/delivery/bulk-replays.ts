import { describeError } from '../errors.ts';
import { closeReplay, listReplays, type ReplayRow } from './bulk-store.ts';
import type { BulkWorkerOptions } from './bulk-worker.ts';
import { Loop } from './loop.ts';

const AT_ONCE = 20;
const POLL_MS = 1_000;

/** Handles again what was passed over, once a person has sent it back. */
export class BulkReplays<Deps> {
  private readonly loop: Loop;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: BulkWorkerOptions<Deps>) {
    const { log, delivery } = options;
    this.loop = new Loop({ name: 'bulk replays', work: () => this.portion(), pollMs: POLL_MS, log });
    this.unsubscribe = delivery.onSignal('bulk', this.loop.wake);
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.loop.stop();
  }

  async isOpen(): Promise<boolean> {
    return (await listReplays(this.options.db.read, 1)).length > 0;
  }

  private async portion(): Promise<boolean> {
    const rows = await listReplays(this.options.db.read, AT_ONCE);
    for (const row of rows) await this.replay(row);
    return rows.length === AT_ONCE;
  }

  private async replay({ id, consumer: name, position }: ReplayRow): Promise<void> {
    const { db, clock, deps, log, consumers } = this.options;
    try {
      const consumer = consumers.find((one) => one.name === name);
      if (!consumer) throw new Error(`bulk consumer ${name} is not known to this version`);
      const rows = (await consumer.read(db.read, position - 1, 1, deps)) as { position: number }[];
      if (rows[0]?.position !== position) throw new Error('the row is gone');
      await db.transaction(async (tx) => {
        if (await closeReplay(tx, id, { status: 'done', note: null }))
          await consumer.handle(tx, rows, clock.now(), deps);
      });
    } catch (error) {
      const note = describeError(error);
      log.warn({ consumer: name, position, error: note }, 'row failed again');
      await db.transaction((tx) => closeReplay(tx, id, { status: 'gave_up', note }));
    }
  }
}
