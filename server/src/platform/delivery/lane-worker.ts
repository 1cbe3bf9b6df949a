import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';
import type { Delivery } from './delivery.ts';
import type { GroupCommitter } from './group-committer.ts';
import { Loop } from './loop.ts';
import { claim, LEASE_MS, releaseExpired, type runQueue } from './queue.ts';
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
  /** Loads what a batch needs together, once. */
  handle(rows: Row[]): Promise<void>[];
}

const POLL_MS: Record<Lane, number> = { urgent: 150, normal: 400 };

/** Keeps up to `capacity` rows of one lane of one queue under way; a slow one holds up nobody else. */
export class LaneWorker<Row extends { id: string }> {
  private readonly loop: Loop;
  private readonly underWay = new Set<Promise<void>>();
  private readonly unsubscribe: () => void;
  private nextReleaseAt = 0;

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
    await Promise.allSettled(this.underWay);
  }

  private async portion(): Promise<boolean> {
    const { db, queue, clock, lane, owner, columns, capacity } = this.options;
    const now = clock.machineNow();
    if (lane === 'normal' && now >= this.nextReleaseAt) {
      this.nextReleaseAt = now + LEASE_MS / 4;
      await releaseExpired(db, queue, now);
    }
    const free = capacity - this.underWay.size;
    // Waking up for a single free place would make batches of one: wait until a quarter is free.
    if (free < Math.ceil(capacity / 4)) {
      await Promise.race(this.underWay);
      return true;
    }
    const rows = await claim<Row>(db, this.options.committer, queue, { owner, lane, limit: free, now, columns });
    for (const work of this.options.handle(rows)) {
      const tracked: Promise<void> = work.finally(() => this.underWay.delete(tracked));
      this.underWay.add(tracked);
    }
    return rows.length === free;
  }
}
