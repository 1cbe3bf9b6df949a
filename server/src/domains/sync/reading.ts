import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { SyncCounts, SyncJobRow } from './entity.ts';
import { saveProgress } from './store.ts';

export type ReadingParts = Pick<Dependencies, 'db' | 'clock' | 'wecom' | 'keys' | 'log' | 'config'>;

/** The job was cancelled while it was being read. */
export class SyncStopped extends Error {}

/** A job while one process works on it: its place, and its counts so far. */
export class Reading<Place extends object> {
  place: Place;
  doneCount: number;
  totalCount: number | null;
  readonly counts: SyncCounts;

  constructor(
    readonly job: SyncJobRow,
    readonly parts: ReadingParts,
    start: Place,
  ) {
    this.place = (job.resumeAt as Place | null) ?? start;
    this.doneCount = job.doneCount;
    this.totalCount = job.totalCount;
    this.counts = { ...job.counts };
  }

  /**
   * Commits rows together with the place to go on from: after `kill -9` the next process repeats at most what was not committed.
   * `next` is where the job stands once these rows are in.
   */
  async commit(
    work: (tx: Tx) => Promise<Partial<SyncCounts> | void>,
    next: { place?: Place; done?: number; total?: number | null } = {},
  ): Promise<void> {
    const place = next.place ?? this.place;
    const doneCount = this.doneCount + (next.done ?? 0);
    const totalCount = next.total === undefined ? this.totalCount : next.total;
    const counts = await this.parts.db.transaction(async (tx) => {
      const brought = (await work(tx)) ?? {};
      const sum = { ...this.counts };
      for (const [name, count] of Object.entries(brought)) sum[name as keyof SyncCounts] += count;
      if (!(await saveProgress(tx, this.job.id, { resumeAt: place, doneCount, totalCount, counts: sum })))
        throw new SyncStopped();
      return sum;
    });
    Object.assign(this.counts, counts);
    this.place = place;
    this.doneCount = doneCount;
    this.totalCount = totalCount;
  }

  get moment() {
    return { now: this.parts.clock.now(), machineNow: this.parts.clock.machineNow() };
  }
}

/**
 * Reads the next piece: short, so that the job can be stopped between two. `wait`: others have so much to do
 * because of what was read that more would only lengthen their queue.
 */
export type ReadOutcome = 'more' | 'wait' | 'finished';
