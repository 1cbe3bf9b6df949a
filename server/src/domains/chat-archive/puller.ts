import { archiveProblems, isArchiveProblem } from '@zhike/shared/texts/archive-problems';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Delivery } from '../../platform/delivery/delivery.ts';
import { Loop } from '../../platform/delivery/loop.ts';
import { acquireLease, releaseLease } from '../../platform/lease.ts';
import type { Logger } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import {
  createArchiveCursor,
  findArchiveCursor,
  goOnBehind,
  isAnyWithoutKey,
  keepEnvelopes,
  listDue,
  listWaiting,
  markFailed,
  noteDrained,
  storeEnvelopes,
  tryAgain,
  tryAgainWithKey,
} from './envelopes.ts';
import { ArchiveCursorConflict } from './errors.ts';
import {
  type ClosedEnvelope,
  type OpenedEnvelope,
  openEnvelopes,
  type OpeningParts,
  problemOf,
} from './open-envelopes.ts';
import { ReadAhead, type Slice } from './read-ahead.ts';
import { storeMessages } from './store-messages.ts';

const OPEN_AT_ONCE = 500;
const RETRIES_AT_ONCE = 20;
const LOOK_MS = 1_000;
/** Without any notice it is pulled this often, ms; a notice may be lost. */
const QUIET_MS = 30_000;
/** For so long after a message every look pulls: notices come every 15 s only (doc 95039). */
const LIVELY_MS = 5 * 60_000;
const LEASE = 'chat archive';
/** The cursor moves with what it stands for: taken back, it is pulled again. */
const COMMITS_LATER = { commitsLater: true };
const LEASE_MS = 60_000;

export interface PullerParts extends OpeningParts {
  owner: string;
  db: Database;
  delivery: Delivery;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  keys: DataKeys;
  /** Chat texts are encrypted in the database. */
  encrypted: boolean;
}

/**
 * Brings the archive into our books, in one process at a time. What is pulled is stored together with how far we are: opened where it can
 * be, closed where it cannot, or where its messages cannot be stored together. Whatever dies in between is taken up where it stood.
 */
export class ArchivePuller {
  private readonly loop: Loop;
  private readonly unsubscribe: () => void;
  private readonly ahead: ReadAhead;
  private leaseUntil = 0;
  private pulledAt = Number.NEGATIVE_INFINITY;
  private livelyUntil = 0;

  constructor(private readonly parts: PullerParts) {
    const { delivery, log } = parts;
    this.loop = new Loop({ name: LEASE, work: () => this.portion(), pollMs: LOOK_MS, log });
    this.unsubscribe = delivery.onSignal('archive', this.loop.wake);
    this.ahead = new ReadAhead(parts);
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.loop.stop();
    this.ahead.stop();
    if (this.leaseUntil > 0) await releaseLease(this.parts.db, LEASE, this.parts.owner);
    await this.parts.rsa.close();
  }

  /** Whether everything that was told of is pulled and opened as far as it can be. For whoever must wait for it: tests and benchmarks. */
  async isCaughtUp(): Promise<boolean> {
    const cursor = await findArchiveCursor(this.parts.db.read);
    return cursor !== null && cursor.wantedAt < cursor.drainedAt && !(await this.isAnyOpen());
  }

  private async portion(): Promise<boolean> {
    const { db, clock } = this.parts;
    const now = clock.machineNow();
    const cursor = await findArchiveCursor(db.read);
    const isPullDue =
      !cursor || cursor.wantedAt >= cursor.drainedAt || now < this.livelyUntil || now - this.pulledAt >= QUIET_MS;
    if (!isPullDue && !(await this.isAnyOpen())) return false;
    if (!(await this.holdLease())) return false;
    if (!cursor) await db.transaction((tx) => createArchiveCursor(tx, now));
    const opening = await this.openSome().catch(notTaken);
    if (opening === true) return true;
    // Also when nothing can be opened: WeCom forgets after five days what nobody has pulled, and closed ones can wait.
    if (isPullDue && (await this.pullSome())) return true;
    if (opening !== false) throw opening.failure;
    if (isPullDue) await this.tryThoseWithKey();
    return this.retrySome();
  }

  /** True when there may be more. */
  private async pullSome(): Promise<boolean> {
    const { db } = this.parts;
    const cursor = await findArchiveCursor(db.read);
    if (!cursor) throw new ArchiveCursorConflict();
    const slice = await this.ahead.next(cursor.seq);
    this.pulledAt = Math.max(this.pulledAt, slice.pulledAt);
    if (slice.last !== null) {
      this.livelyUntil = slice.pulledAt + LIVELY_MS;
      await this.underLease(() => this.storeSlice(cursor.seq, slice));
      return true;
    }
    // A notice within this very millisecond would be one more pull, not one less.
    if (cursor.wantedAt >= cursor.drainedAt || slice.pulledAt - cursor.drainedAt >= QUIET_MS)
      await db.transaction((tx) => noteDrained(tx, slice.pulledAt), COMMITS_LATER);
    return false;
  }

  /** In one step, without keeping first what can be opened at once. When that cannot be, all are kept closed, and the next portion opens them. */
  private async storeSlice(after: bigint, slice: Slice): Promise<void> {
    const { db, log } = this.parts;
    try {
      if ('failure' in slice.outcome) throw slice.outcome.failure;
      const { opened, closed } = slice.outcome;
      const stored = await db.transaction(async (tx) => {
        await goOnBehind(tx, after, slice.last!);
        await keepClosed(tx, closed, slice.pulledAt);
        return storeMessages(tx, opened, { ...this.storing(), areKept: false });
      }, COMMITS_LATER);
      this.noteStored(opened, stored);
      this.noteClosed(closed);
    } catch (error) {
      if (error instanceof ArchiveCursorConflict) throw error;
      log.warn({ messages: slice.envelopes.length, ...problemOf(error) }, 'messages are kept closed first');
      await db.transaction((tx) => storeEnvelopes(tx, after, slice.envelopes, slice.pulledAt));
    }
  }

  private async openSome(): Promise<boolean> {
    const { db } = this.parts;
    const waiting = await listWaiting(db.read, OPEN_AT_ONCE);
    if (waiting.length === 0) return false;
    const { opened, closed } = await openEnvelopes(waiting, this.parts);
    await this.store(opened);
    await this.list(closed);
    return true;
  }

  private storing() {
    const { clock, keys, encrypted } = this.parts;
    return { keys, encrypted, now: clock.now(), machineNow: clock.machineNow() };
  }

  private noteStored(opened: OpenedEnvelope[], stored: number): void {
    const { clock, metrics } = this.parts;
    metrics.archiveMessages.inc({ outcome: 'stored' }, stored);
    const newest = opened.reduce((most, { message }) => Math.max(most, message.sentAt), 0);
    if (newest > 0) metrics.archiveAge.set(Math.max(0, clock.now() - newest) / 1000);
  }

  /** One by one when together they fail: a message that cannot be stored is listed and holds nobody up. */
  private async store(opened: OpenedEnvelope[]): Promise<void> {
    const { db, log } = this.parts;
    if (opened.length === 0) return;
    try {
      const stored = await this.underLease(() =>
        db.transaction((tx) => storeMessages(tx, opened, { ...this.storing(), areKept: true })),
      );
      this.noteStored(opened, stored);
    } catch (error) {
      if (error instanceof ArchiveCursorConflict) throw error;
      const [only] = opened;
      if (opened.length === 1 && only) return this.list([{ envelope: only.envelope, ...problemOf(error) }]);
      log.warn({ messages: opened.length, ...problemOf(error) }, 'messages are stored one by one');
      for (const one of opened) await this.store([one]);
    }
  }

  private async list(closed: ClosedEnvelope[]): Promise<void> {
    const { db, clock } = this.parts;
    if (closed.length === 0) return;
    const now = clock.machineNow();
    await db.transaction((tx) => markAllFailed(tx, closed, now));
    this.noteClosed(closed);
  }

  private noteClosed(closed: ClosedEnvelope[]): void {
    const { metrics, log } = this.parts;
    for (const { envelope, problem } of closed) {
      metrics.archiveMessages.inc({ outcome: problem });
      const meaning = isArchiveProblem(problem) ? archiveProblems[problem].en : problem;
      log.warn({ seq: String(envelope.seq), msgId: envelope.msgId, problem, meaning }, 'archived message kept closed');
    }
  }

  /** Damage may have happened on the way: a failed message is asked for once more. */
  private async retrySome(): Promise<boolean> {
    const { db, clock, source, ring } = this.parts;
    const due = await listDue(db.read, clock.machineNow(), RETRIES_AT_ONCE);
    // Or the key was another's, and somebody has put the right one in its place.
    if (due.length > 0) await ring.versions();
    for (const envelope of due) {
      const [again] = await source.pull(envelope.seq - 1n, 1);
      const same = again?.seq === envelope.seq ? again : null;
      await db.transaction((tx) => tryAgain(tx, envelope, same));
    }
    return due.length > 0;
  }

  private async tryThoseWithKey(): Promise<void> {
    const { db, ring } = this.parts;
    if (!(await isAnyWithoutKey(db.read))) return;
    for (const version of await ring.versions()) await db.transaction((tx) => tryAgainWithKey(tx, version));
  }

  private async isAnyOpen(): Promise<boolean> {
    const { db, clock } = this.parts;
    const open = await select(
      db.read,
      `SELECT seq FROM archive_envelope WHERE status = 'waiting'
        UNION ALL SELECT seq FROM archive_envelope WHERE status = 'failed' AND next_attempt_at <= ? LIMIT 1`,
      [clock.machineNow()],
    );
    return open.length > 0;
  }

  /** Whoever finds another at work asks for the lease anew before the next portion. */
  private async underLease<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ArchiveCursorConflict) this.leaseUntil = 0;
      throw error;
    }
  }

  private async holdLease(): Promise<boolean> {
    const { db, clock, owner } = this.parts;
    const now = clock.machineNow();
    if (now < this.leaseUntil - LEASE_MS / 2) return true;
    const held = await acquireLease(db, LEASE, owner, now, LEASE_MS);
    this.leaseUntil = held ? now + LEASE_MS : 0;
    return held;
  }
}

/** What goes wrong in one step does not end the others, unless another process is at work. */
function notTaken(failure: unknown): { failure: unknown } {
  if (failure instanceof ArchiveCursorConflict) throw failure;
  return { failure };
}

async function markAllFailed(tx: Tx, closed: ClosedEnvelope[], now: number): Promise<void> {
  for (const { envelope, ...problem } of closed) await markFailed(tx, envelope, problem, now);
}

async function keepClosed(tx: Tx, closed: ClosedEnvelope[], now: number): Promise<void> {
  await keepEnvelopes(
    tx,
    closed.map(({ envelope }) => envelope),
    now,
  );
  await markAllFailed(tx, closed, now);
}
