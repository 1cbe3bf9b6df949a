import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { execute, forUpdate, insertRows, select } from '../platform/database/sql.ts';
import type { Tx } from '../platform/database/tx.ts';
import { describeError } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { budgetOf } from './budget-table.ts';
import type { CallLane } from './call.ts';
import { WecomError } from './errors.ts';
import { addCalls, type RateLimit, type RateState, takeCalls } from './rate.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Calls taken from the database at a time: one transaction carries this many calls. */
const MAX_BLOCK = 50;
/** Longer than this, a `normal` call comes back later instead of holding a worker's place. */
const NORMAL_WAIT_MS = 1_000;
/** What is not used by then is forfeit: an old block would be a burst that nobody counted. */
const BLOCK_LIFE_MS = 10_000;

interface Block {
  calls: number;
  bestBefore: number;
  refill: Promise<number> | null;
}

/** Calls granted to a lane serve that lane and the more urgent ones: the reserve of the urgent lane never leaks to the others. */
const SERVED_BY: Record<CallLane, readonly CallLane[]> = {
  urgent: ['bulk', 'normal', 'urgent'],
  normal: ['bulk', 'normal'],
  bulk: ['bulk'],
};

interface Local {
  blocks: Record<CallLane, Block>;
  /** Made by the urgent lane without asking, to be booked with the next block. */
  debt: number;
  closedUntil: number;
  /** When 45009 came last, to tell a block by the minute from one by the hour. */
  lastOverLimitAt: number;
}

interface BudgetRow {
  minute_used_until: number | string;
  hour_used_until: number | string;
  closed_until: number | string;
}

/**
 * WeCom's limits as budgets, kept before the call and shared by all processes through `wecom_budget`, taken in blocks.
 * The urgent lane never waits for the database: it calls at once and is booked afterwards.
 */
export class CallBudgets {
  private readonly locals = new Map<string, Local>();

  constructor(
    private readonly parts: { db: Database; clock: Clock; log: Logger },
    private readonly defaults: RateLimit,
  ) {}

  /** Resolves when the call may be made; throws `wecom.over_limit` when that would be after `deadline` (machine time, ms). */
  async take(api: string, lane: CallLane, deadline: number): Promise<void> {
    const local = this.local(api);
    for (;;) {
      const now = this.parts.clock.machineNow();
      if (local.closedUntil > now) throw overLimit(api, local.closedUntil - now);
      const block = SERVED_BY[lane]
        .map((from) => local.blocks[from])
        .find(({ calls, bestBefore }) => calls > 0 && bestBefore > now);
      if (block) {
        block.calls--;
        return;
      }
      if (lane === 'urgent') {
        local.debt++;
        this.bookLater(api, local);
        return;
      }
      const waitMs = await this.refill(api, local, lane);
      if (waitMs === 0) continue;
      const wake = this.parts.clock.machineNow() + waitMs;
      if (wake >= deadline || (lane === 'normal' && waitMs > NORMAL_WAIT_MS)) throw overLimit(api, waitMs);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  /** After 45009: nobody calls this API for WeCom's block length, a minute first and an hour when it comes again right after. */
  async close(api: string): Promise<number> {
    const local = this.local(api);
    const now = this.parts.clock.machineNow();
    if (local.closedUntil > now) return local.closedUntil - now;
    const again = local.lastOverLimitAt > 0 && now - local.lastOverLimitAt < 3 * MINUTE;
    const length = again ? HOUR : MINUTE;
    local.lastOverLimitAt = now;
    local.closedUntil = now + length;
    for (const block of Object.values(local.blocks)) block.calls = 0;
    this.parts.log.warn({ api, closedForMs: length }, 'WeCom call frequency over limit');
    await this.parts.db.transaction(async (tx) => {
      await this.lockRow(tx, api);
      await execute(tx, 'UPDATE `wecom_budget` SET `closed_until` = ? WHERE `name` = ? AND `closed_until` < ?', [
        local.closedUntil,
        api,
        local.closedUntil,
      ]);
    });
    return length;
  }

  private async lockRow(tx: Tx, api: string): Promise<BudgetRow> {
    const find = () =>
      select<BudgetRow>(
        tx,
        `SELECT \`minute_used_until\`, \`hour_used_until\`, \`closed_until\` FROM \`wecom_budget\` WHERE \`name\` = ?${forUpdate(tx)}`,
        [api],
      );
    const [row] = await find();
    if (row) return row;
    // Inserted only when missing: an INSERT that meets its row locks it shared, and two of those deadlock.
    await insertRows(tx, 'wecom_budget', [emptyRow(api)], { ignoreDuplicates: true });
    return (await find())[0]!;
  }

  private local(api: string): Local {
    let local = this.locals.get(api);
    if (!local) {
      local = {
        blocks: { urgent: emptyBlock(), normal: emptyBlock(), bulk: emptyBlock() },
        debt: 0,
        closedUntil: 0,
        lastOverLimitAt: 0,
      };
      this.locals.set(api, local);
    }
    return local;
  }

  /** Takes the next block; callers that arrive meanwhile share it. Returns how long to wait when nothing is free. */
  private refill(api: string, local: Local, lane: CallLane): Promise<number> {
    const block = local.blocks[lane];
    block.refill ??= this.takeBlock(api, local, lane).finally(() => {
      block.refill = null;
    });
    return block.refill;
  }

  private async takeBlock(api: string, local: Local, lane: CallLane): Promise<number> {
    const limit = budgetOf(api, this.defaults);
    const debt = local.debt;
    local.debt = 0;
    const wanted = Math.max(1, Math.min(MAX_BLOCK, Math.floor(limit.perMinute / 200)));
    const book = this.parts.db.transaction(async (tx) => {
      const row = await this.lockRow(tx, api);
      const now = this.parts.clock.machineNow();
      const closedUntil = Number(row.closed_until);
      let state: RateState = {
        minuteUsedUntil: Number(row.minute_used_until),
        hourUsedUntil: Number(row.hour_used_until),
      };
      if (debt > 0) state = addCalls(state, limit, now, debt);
      const result = takeCalls(state, limit, lane, now, closedUntil > now ? 0 : wanted);
      await execute(tx, 'UPDATE `wecom_budget` SET `minute_used_until` = ?, `hour_used_until` = ? WHERE `name` = ?', [
        result.state.minuteUsedUntil,
        result.state.hourUsedUntil,
        api,
      ]);
      return { ...result, closedUntil, now };
    });
    const taken = await book.catch((error: unknown) => {
      local.debt += debt;
      throw error;
    });
    local.closedUntil = Math.max(local.closedUntil, taken.closedUntil);
    if (local.closedUntil > taken.now) return 0;
    local.blocks[lane].calls = taken.granted;
    local.blocks[lane].bestBefore = taken.now + BLOCK_LIFE_MS;
    return taken.granted > 0 ? 0 : Math.max(1, taken.waitMs);
  }

  /** Books urgent calls and brings the next block beside them. Accounting only: when it fails, the next block books them. */
  private bookLater(api: string, local: Local): void {
    if (local.blocks.urgent.refill) return;
    this.refill(api, local, 'urgent').catch((error: unknown) =>
      this.parts.log.warn({ api, error: describeError(error) }, 'could not book WeCom calls'),
    );
  }
}

function emptyBlock(): Block {
  return { calls: 0, bestBefore: 0, refill: null };
}

function emptyRow(api: string) {
  return { name: api, minute_used_until: 0, hour_used_until: 0, closed_until: 0 };
}

function overLimit(api: string, retryAfterMs: number): WecomError {
  return new WecomError('quota', { api }, Math.ceil(retryAfterMs));
}
