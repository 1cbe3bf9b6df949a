import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { DomainError, describeError, isRetryable } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { AnyCommandDefinition } from './command.ts';
import type { Delivery } from './delivery.ts';
import type { GroupCommitter } from './group-committer.ts';
import { LaneWorker } from './lane-worker.ts';
import { backOffMs, commandQueue, finish, finishWithOthers, LeaseLost, yieldToOthers } from './queue.ts';
import type { Lane } from './scenario.ts';

interface ClaimedCommand {
  id: string;
  name: string;
  lane: Lane;
  input: string;
  serial_key: string | null;
  attempts: number;
  expires_at: number | string | null;
  cause_event_id: string | null;
  depth: number | string;
  created_at: number | string;
}

const GIVE_UP_AFTER_MS = 24 * 3_600_000;

export class CommandExpired extends DomainError<{ command: string }> {
  readonly code = 'outbox.expired';
  readonly kind = 'conflict';
  readonly retryable = false;
}

export interface RelayOptions<Deps> {
  owner: string;
  db: Database;
  delivery: Delivery;
  committer: GroupCommitter;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  commands: ReadonlyMap<string, AnyCommandDefinition<Deps>>;
  deps: Deps;
}

/** Sends outbox commands, each retried alone; the only part of the program that changes anything outside. */
export class Relay<Deps> {
  private readonly lanes: LaneWorker<ClaimedCommand>[];
  private readonly lastOfKey = new Map<string, Promise<void>>();

  constructor(private readonly options: RelayOptions<Deps>) {
    const lane = (name: Lane, capacity: number) =>
      new LaneWorker<ClaimedCommand>({
        ...options,
        name: 'commands',
        signal: 'commands',
        queue: commandQueue,
        columns: 'id, name, lane, input, serial_key, attempts, expires_at, cause_event_id, depth, created_at',
        lane: name,
        capacity,
        handle: (rows) => this.handle(rows),
      });
    this.lanes = [lane('urgent', 48), lane('normal', 96)];
  }

  start(): void {
    for (const lane of this.lanes) lane.start();
  }

  get busy(): boolean {
    return this.lanes.some((lane) => lane.busy);
  }

  async stop(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }

  private handle(rows: ClaimedCommand[]): Promise<void>[] {
    const { db, owner, clock } = this.options;
    const keys = rows.flatMap((row) => row.serial_key ?? []);
    const busy = yieldToOthers(db, { ids: rows.map((row) => row.id), keys, owner, now: clock.machineNow() });
    return rows.map((row) =>
      row.serial_key === null
        ? this.send(row)
        : busy.then((yielded) => (yielded.has(row.id) ? undefined : this.inOrder(row, row.serial_key!))),
    );
  }

  /** One at a time per serial key in this process; `yieldToOthers` has seen to the other processes. */
  private inOrder(row: ClaimedCommand, key: string): Promise<void> {
    const before = this.lastOfKey.get(key) ?? Promise.resolve();
    const send = () => this.send(row);
    // Whatever became of the one before, this one is sent.
    const mine = before.then(send, send);
    this.lastOfKey.set(key, mine);
    return mine.finally(() => {
      if (this.lastOfKey.get(key) === mine) this.lastOfKey.delete(key);
    });
  }

  private async send(row: ClaimedCommand): Promise<void> {
    const { commands, clock, committer, deps, log, metrics, owner } = this.options;
    const definition = commands.get(row.name);
    const attempt = { number: row.attempts + 1, enqueuedAt: Number(row.created_at) };
    const cause = row.cause_event_id ? { eventId: row.cause_event_id, depth: Number(row.depth) } : undefined;
    try {
      if (!definition) throw new Error(`command ${row.name} is not known to this version`);
      const input = JSON.parse(row.input) as object;
      if (row.expires_at !== null && clock.machineNow() >= Number(row.expires_at))
        throw new CommandExpired({ command: row.name });
      const result: unknown = await definition.send(input, deps, attempt);
      await committer.commit(
        async (tx) => {
          finishWithOthers(tx, {
            queue: commandQueue,
            id: row.id,
            owner,
            status: 'done',
            note: null,
            finishedAt: clock.machineNow(),
          });
          await definition.onDone?.(tx, input, result, clock.now());
        },
        { cause, lane: row.lane },
      );
      metrics.outbox.inc({ command: row.name, outcome: 'done' });
    } catch (error) {
      if (error instanceof LeaseLost) {
        log.warn({ command: row.id }, 'somebody else took over this command; our result was dropped');
        return;
      }
      await this.recordFailure(row, definition, error, cause).catch((storeError: unknown) => {
        log.error({ command: row.id, error: describeError(storeError) }, 'could not record the failure');
        throw storeError;
      });
    }
  }

  private async recordFailure(
    row: ClaimedCommand,
    definition: AnyCommandDefinition<Deps> | undefined,
    error: unknown,
    cause: { eventId: string; depth: number } | undefined,
  ): Promise<void> {
    const { clock, committer, log, metrics, owner } = this.options;
    const now = clock.machineNow();
    const attempts = row.attempts + 1;
    const age = now - Number(row.created_at);
    const wait = Math.max(Number((error as { retryAfterMs?: number }).retryAfterMs ?? 0), this.backOff(row, attempts));
    const expires = row.expires_at === null ? null : Number(row.expires_at);
    const gaveUp =
      !isRetryable(error) ||
      age > (definition?.giveUpAfterMs ?? GIVE_UP_AFTER_MS) ||
      (expires !== null && now + wait >= expires);
    const note = describeError(error);
    log[gaveUp ? 'error' : 'warn'](
      { command: row.id, name: row.name, attempts, gaveUp, error: note },
      'outbox command failed',
    );
    metrics.outbox.inc({ command: row.name, outcome: gaveUp ? 'gave_up' : 'failed' });
    await committer.commit(
      async (tx) => {
        const ours = await finish(
          tx,
          commandQueue,
          row.id,
          owner,
          gaveUp
            ? { status: 'gave_up', note, finishedAt: now }
            : { status: 'waiting', note, nextAttemptAt: now + wait, finishedAt: null },
        );
        if (ours && gaveUp) await definition?.onGaveUp?.(tx, JSON.parse(row.input) as object, error, clock.now());
      },
      { cause, lane: row.lane },
    );
  }

  /** What expires soon is tried again soon. */
  private backOff(row: ClaimedCommand, attempts: number): number {
    return row.expires_at === null ? backOffMs(attempts, Math.random()) : Math.round(250 * 1.6 ** attempts);
  }
}
