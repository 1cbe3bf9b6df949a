import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { inList, select } from '../database/sql.ts';
import { describeError, isRetryable } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Delivery } from './delivery.ts';
import type { RecordedEvent } from './event.ts';
import type { GroupCommitter } from './group-committer.ts';
import { LaneWorker } from './lane-worker.ts';
import { backOffMs, finish, finishWithOthers, LeaseLost, runQueue } from './queue.ts';
import type { AnyScenario, Lane, Outcome } from './scenario.ts';

interface ClaimedRun {
  id: string;
  event_id: string;
  scenario: string;
  lane: Lane;
  attempts: number;
  created_at: number | string;
}

/** Gives up after this long of failing, ms: long enough for an outage over a weekend's night, short enough to be noticed. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
const MAX_UNEXPECTED_ATTEMPTS = 12;
const GATHERED_AT_ONCE = 48;

export interface RunWorkerOptions<Deps> {
  owner: string;
  db: Database;
  delivery: Delivery;
  committer: GroupCommitter;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  scenarios: readonly AnyScenario<Deps>[];
  deps: Deps;
}

/** Runs scenarios: gather outside, then one transaction with its rows, events, commands and its own record. */
export class RunWorker<Deps> {
  private readonly scenarios: Map<string, AnyScenario<Deps>>;
  private readonly lanes: LaneWorker<ClaimedRun>[];
  private places = GATHERED_AT_ONCE;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly options: RunWorkerOptions<Deps>) {
    this.scenarios = new Map(options.scenarios.map((scenario) => [scenario.name, scenario]));
    const lane = (name: Lane, capacity: number) =>
      new LaneWorker<ClaimedRun>({
        ...options,
        name: 'runs',
        signal: 'runs',
        queue: runQueue,
        columns: 'id, event_id, scenario, lane, attempts, created_at',
        lane: name,
        capacity,
        handle: (rows) => this.handle(rows),
      });
    this.lanes = [lane('urgent', 32), lane('normal', 160)];
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

  private handle(rows: ClaimedRun[]): Promise<void>[] {
    if (rows.length === 0) return [];
    const events = loadEvents(this.options.db, [...new Set(rows.map((row) => row.event_id))]);
    // Everybody awaits it below; this keeps a failure from counting as unhandled before they do.
    events.catch(() => undefined);
    return rows.map((row) => this.runOne(row, events));
  }

  private async runOne(row: ClaimedRun, events: Promise<Map<string, RecordedEvent>>): Promise<void> {
    const { committer, clock, log, metrics, deps, owner } = this.options;
    try {
      const scenario = this.scenarios.get(row.scenario);
      const event = (await events).get(row.event_id);
      if (!scenario) throw new Error(`scenario ${row.scenario} is not known to this version`);
      if (!event) throw new Error(`event ${row.event_id} is gone`);
      const facts = await this.gather(scenario, event, row.lane);
      let outcome: Outcome | undefined;
      await committer.commit(
        async (tx) => {
          outcome = await scenario.run(tx, event, facts, clock.now(), deps);
          finishWithOthers(tx, {
            queue: runQueue,
            id: row.id,
            owner,
            status: outcome.status,
            note: outcome.status === 'skipped' ? outcome.reason : null,
            finishedAt: clock.machineNow(),
          });
        },
        { lane: row.lane, cause: { eventId: event.id, depth: event.depth } },
      );
      metrics.runs.inc({ scenario: row.scenario, outcome: outcome?.status ?? 'done' });
    } catch (error) {
      if (error instanceof LeaseLost) {
        log.warn({ run: row.id }, 'somebody else took over this run; our result was dropped');
        return;
      }
      await this.recordFailure(row, error);
    }
  }

  /** A slow outside must not eat up the leases of all that is claimed: of the normal lane only so many ask it at once. */
  private async gather(scenario: AnyScenario<Deps>, event: RecordedEvent, lane: Lane): Promise<unknown> {
    if (!scenario.gather || lane === 'urgent') return scenario.gather?.(event, this.options.deps);
    if (this.places > 0) this.places -= 1;
    else await new Promise<void>((takePlace) => this.queue.push(takePlace));
    try {
      return await scenario.gather(event, this.options.deps);
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.places += 1;
    }
  }

  private async recordFailure(row: ClaimedRun, error: unknown): Promise<void> {
    const { clock, db, log, metrics, owner } = this.options;
    const now = clock.machineNow();
    const attempts = row.attempts + 1;
    const tooOften =
      'retryable' in Object(error)
        ? now - Number(row.created_at) > GIVE_UP_AFTER_MS
        : attempts >= MAX_UNEXPECTED_ATTEMPTS;
    const gaveUp = !isRetryable(error) || tooOften;
    const note = describeError(error);
    log[gaveUp ? 'error' : 'warn'](
      { run: row.id, scenario: row.scenario, attempts, gaveUp, error: note },
      'scenario failed',
    );
    metrics.runs.inc({ scenario: row.scenario, outcome: gaveUp ? 'gave_up' : 'failed' });
    // An error that knows when it makes sense again is believed.
    const wait = (error as { retryAfterMs?: number | null }).retryAfterMs ?? backOffMs(attempts, Math.random());
    try {
      await db.transaction((tx) =>
        finish(
          tx,
          runQueue,
          row.id,
          owner,
          gaveUp
            ? { status: 'gave_up', note, finishedAt: now }
            : {
                status: 'waiting',
                note,
                nextAttemptAt: now + wait,
                finishedAt: null,
              },
        ),
      );
    } catch (storeError) {
      log.error({ run: row.id, error: describeError(storeError) }, 'could not record the failure');
      throw storeError;
    }
  }
}

export async function loadEvents(db: Database, ids: string[]): Promise<Map<string, RecordedEvent>> {
  const rows = await select<Record<string, string | number | null>>(
    db.read,
    `SELECT * FROM event WHERE id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [String(row.id), toRecordedEvent(row)]));
}

/** A row of a hand-written SELECT on `event`. */
export function toRecordedEvent(row: Record<string, unknown>): RecordedEvent {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    id: String(row.id),
    type: String(row.type),
    version: Number(row.version),
    occurredAt: Number(row.occurred_at),
    recordedAt: Number(row.recorded_at),
    customerId: text(row.customer_id),
    memberUserId: text(row.member_user_id),
    chatId: text(row.chat_id),
    causeEventId: text(row.cause_event_id),
    depth: Number(row.depth),
    payload: JSON.parse(String(row.payload)) as object,
  };
}
