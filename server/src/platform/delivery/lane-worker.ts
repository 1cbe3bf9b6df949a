import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';
import type { Delivery } from './delivery.ts';
import type { GroupCommitter } from './group-committer.ts';
import { Loop } from './loop.ts';
import { claim, releaseExpired, releaseStrays, type runQueue } from './queue.ts';
import type { Lane } from './scenario.ts';

export interface LaneWorkerOptions<Row extends { id: string }> {
  name: string;
  queue: typeof runQueue;
  columns: string;
  signal: 'runs' | 'commands';
  lane: Lane;
  /** How many rows may be under way at once. */
  capacity: number;
  owner: string;
  db: Database;
  delivery: Delivery;
  committer: GroupCommitter;
  clock: Clock;
  log: Logger;
  /** Loads what a batch needs together, once. One promise for each row, in order; rejects when its end could not be recorded. */
  handle(rows: Row[]): Promise<void>[];
}

const POLL_MS: Record<Lane, number> = { urgent: 150, normal: 400 };
/** How often to look for what a process that died has left behind: one indexed read. */
const RELEASE_EVERY_MS: Record<Lane, number> = { urgent: 1_000, normal: 15_000 };

/** Keeps up to `capacity` rows of one lane of one queue under way; a slow one holds up nobody else. */
export class LaneWorker<Row extends { id: string }> {
  private readonly loop: Loop;
  private readonly underWay = new Map<Promise<void>, string>();
  private readonly unsubscribe: () => void;
  private nextReleaseAt = 0;
  /** The database failed us in between: rows may be claimed in our name that nobody works on. */
  private strays = false;

  constructor(private readonly options: LaneWorkerOptions<Row>) {
    const { name, lane, log, delivery, signal } = options;
    this.loop = new Loop({ name: `${name} ${lane}`, work: () => this.portion(), pollMs: POLL_MS[lane], log });
    this.unsubscribe = delivery.onSignal(`${signal}:${lane}`, this.loop.wake);
  }

  start(): void {
    this.loop.start();
  }

  get busy(): boolean {
    return this.underWay.size > 0;
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.loop.stop();
    await Promise.allSettled(this.underWay.keys());
  }

  private async portion(): Promise<boolean> {
    const { db, queue, clock, lane, owner, columns, capacity } = this.options;
    const now = clock.machineNow();
    if (now >= this.nextReleaseAt) {
      this.nextReleaseAt = now + RELEASE_EVERY_MS[lane];
      await releaseExpired(db, queue, now);
    }
    if (this.strays) await this.takeBackStrays(now);
    const free = capacity - this.underWay.size;
    // Waking up for a single free place would make batches of one: wait until a quarter is free.
    if (free < Math.ceil(capacity / 4)) {
      await Promise.race(this.underWay.keys());
      return true;
    }
    const rows = await claim<Row>(db, this.options.committer, queue, { owner, lane, limit: free, now, columns }).catch(
      (error: unknown) => {
        // Had the connection broken at the last moment, the claim would be committed all the same.
        this.strays = true;
        throw error;
      },
    );
    for (const [index, work] of this.options.handle(rows).entries()) {
      const tracked: Promise<void> = work.then(
        () => void this.underWay.delete(tracked),
        () => {
          this.underWay.delete(tracked);
          this.strays = true;
        },
      );
      this.underWay.set(tracked, rows[index]!.id);
    }
    return rows.length === free;
  }

  /** Not left to their leases: a welcome code does not live that long. */
  private async takeBackStrays(now: number): Promise<void> {
    const { db, queue, lane, owner } = this.options;
    this.strays = false;
    try {
      await releaseStrays(db, queue, { owner, lane, now, underWay: [...this.underWay.values()] });
    } catch (error) {
      this.strays = true;
      throw error;
    }
  }
}
