import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { describeError } from '../errors.ts';
import { acquireLease, releaseLease } from '../lease.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { AnyBulkConsumer } from './bulk-consumer.ts';
import { BulkReplays } from './bulk-replays.ts';
import { BulkCursorMoved, createCursor, findCursor, listAsFailed, moveCursor } from './bulk-store.ts';
import type { Delivery } from './delivery.ts';
import { Loop } from './loop.ts';

const DEFAULT_BATCH = 500;
const POLL_MS = 1_000;
/** Others take over this long after a process died, ms. */
const LEASE_MS = 30_000;
/** A row that fails this often by itself is passed over. */
const TRIES_OF_ONE_ROW = 3;

export interface BulkWorkerOptions<Deps> {
  owner: string;
  db: Database;
  delivery: Delivery;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  consumers: readonly AnyBulkConsumer<Deps>[];
  deps: Deps;
}

/** Walks every consumer along its rows. They do not wait for each other: a slow one lags behind alone, and its lag is a metric. */
export class BulkWorker<Deps> {
  private readonly walks: Walk<Deps>[];
  private readonly replays: BulkReplays<Deps>;

  constructor(private readonly options: BulkWorkerOptions<Deps>) {
    const names = options.consumers.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice) throw new Error(`two bulk consumers are called ${twice}`);
    this.walks = options.consumers.map((consumer) => new Walk(consumer, options));
    this.replays = new BulkReplays(options);
  }

  start(): void {
    for (const part of [...this.walks, this.replays]) part.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.walks, this.replays].map((part) => part.stop()));
  }

  /** Whether everybody has handled what is there. For whoever must wait for it: tests and benchmarks. */
  async isCaughtUp(): Promise<boolean> {
    if (await this.replays.isOpen()) return false;
    for (const consumer of this.options.consumers) if (await findNext(consumer, this.options)) return false;
    return true;
  }
}

/** The first row that a consumer has not handled; also fills its lag. */
async function findNext<Deps>(
  consumer: AnyBulkConsumer<Deps>,
  { db, deps, clock, metrics }: BulkWorkerOptions<Deps>,
): Promise<{ position: number } | null> {
  const cursor = await cursorOf(consumer, { db, clock });
  const [next] = (await consumer.read(db.read, cursor, 1, deps)) as { position: number }[];
  const lagMs = next && consumer.timeOf ? Math.max(0, clock.now() - consumer.timeOf(next)) : 0;
  metrics.bulkLag.set({ consumer: consumer.name }, lagMs / 1000);
  return next ?? null;
}

/** Where a consumer stands. Its beginning is written down at the first look: rows that come before the second are then after it. */
async function cursorOf<Deps>(
  consumer: AnyBulkConsumer<Deps>,
  { db, clock }: Pick<BulkWorkerOptions<Deps>, 'db' | 'clock'>,
): Promise<number> {
  const known = await findCursor(db.read, consumer.name);
  if (known !== null) return known;
  const begin = (await consumer.beginAfter?.(db.read)) ?? 0;
  return db.transaction(async (tx) => {
    await createCursor(tx, consumer.name, begin, clock.machineNow());
    // Another process may have been faster: its beginning holds.
    return (await findCursor(tx, consumer.name)) ?? begin;
  });
}

/** One consumer on its way. */
class Walk<Deps> {
  private readonly loop: Loop;
  private readonly unsubscribe: () => void;
  private leaseUntil = 0;
  /** Up to this position rows go one by one: among them is one that failed a whole batch. */
  private aloneUntil = 0;
  private failedAt = { position: 0, times: 0 };

  constructor(
    private readonly consumer: AnyBulkConsumer<Deps>,
    private readonly options: BulkWorkerOptions<Deps>,
  ) {
    const { log, delivery } = options;
    this.loop = new Loop({ name: this.leaseName, work: () => this.portion(), pollMs: POLL_MS, log });
    this.unsubscribe = delivery.onSignal('bulk', this.loop.wake);
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.loop.stop();
    if (this.leaseUntil > 0) await releaseLease(this.options.db, this.leaseName, this.options.owner);
  }

  private get leaseName(): string {
    return `bulk ${this.consumer.name}`;
  }

  private async portion(): Promise<boolean> {
    const { consumer } = this;
    const { db, deps, metrics } = this.options;
    // A look without lease or transaction first: a consumer with nothing to do costs two indexed reads.
    if (!(await findNext(consumer, this.options)) || !(await this.holdLease())) return false;
    const from = await cursorOf(consumer, this.options);
    const limit = from < this.aloneUntil ? 1 : (consumer.batch ?? DEFAULT_BATCH);
    const rows = (await consumer.read(db.read, from, limit, deps)) as { position: number }[];
    const last = rows.at(-1);
    if (!last) return false;
    try {
      await this.handle(rows, { from, to: last.position });
    } catch (error) {
      if (error instanceof BulkCursorMoved) {
        this.leaseUntil = 0;
        return true;
      }
      if (rows.length > 1) {
        this.aloneUntil = last.position;
        this.warn(rows[0]!.position, rows.length, error);
        return true;
      }
      return this.failedAlone({ from, to: last.position }, error);
    }
    metrics.bulkRows.inc({ consumer: consumer.name }, rows.length);
    return true;
  }

  private handle(rows: { position: number }[], move: { from: number; to: number }): Promise<void> {
    const { db, clock, deps } = this.options;
    return db.transaction(
      async (tx) => {
        // First, so that the row of the cursor is locked before anything is done twice.
        await moveCursor(tx, this.consumer.name, move, clock.machineNow());
        await this.consumer.handle(tx, rows, clock.now(), deps);
      },
      { commitsLater: true },
    );
  }

  /** Tried again after a pause; then listed and passed over. When the database is what fails, listing fails too, and nothing is passed over. */
  private async failedAlone(move: { from: number; to: number }, error: unknown): Promise<boolean> {
    const { db, clock, log } = this.options;
    const times = this.failedAt.position === move.to ? this.failedAt.times + 1 : 1;
    this.failedAt = { position: move.to, times };
    if (times < TRIES_OF_ONE_ROW) throw error;
    const note = describeError(error);
    const now = clock.machineNow();
    await db.transaction(async (tx) => {
      await moveCursor(tx, this.consumer.name, move, now);
      await listAsFailed(tx, this.consumer.name, move.to, note, now);
    });
    log.error({ consumer: this.consumer.name, position: move.to, error: note }, 'row passed over and listed');
    return true;
  }

  private warn(position: number, rows: number, error: unknown): void {
    const { log } = this.options;
    log.warn(
      { consumer: this.consumer.name, position, rows, error: describeError(error) },
      'batch failed, its rows are tried one by one',
    );
  }

  private async holdLease(): Promise<boolean> {
    const { db, clock, owner } = this.options;
    const now = clock.machineNow();
    if (now < this.leaseUntil - LEASE_MS / 2) return true;
    const held = await acquireLease(db, this.leaseName, owner, now, LEASE_MS);
    this.leaseUntil = held ? now + LEASE_MS : 0;
    return held;
  }
}
