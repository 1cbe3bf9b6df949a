import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { execute, insertRows, select } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import type { Logger } from '../platform/log.ts';
import type { DataKeys } from '../platform/secrets.ts';
import { isWecomError, WecomError } from './errors.ts';

const LEASE_MS = 15_000;
const POLL_MS = 80;
const MINUTE = 60_000;
/** So many refused values within a minute, and the fault is not the value. */
const MAX_REFUSALS_A_MINUTE = 3;
/** 42001, expired: harmless by itself. In the demo every jump of the clock ends the tokens of before. */
const MAX_EXPIRIES_A_MINUTE = 20;

export interface Credential {
  value: string;
  /** WeCom's time, which is business time: in the demo it moves with the sandbox's clock. Epoch ms. */
  expiresAt: number;
}

interface Row {
  value: string | null;
  expires_at: number | string;
  blocked_until: number | string;
  failures: number | string;
  last_errcode: number | null;
  lease_until: number | string;
}

interface Parts {
  db: Database;
  keys: DataKeys;
  clock: Clock;
  log: Logger;
}

/**
 * A token or ticket that all processes share through the database. Whoever finds it missing takes the lease and fetches; the others
 * wait for the row. WeCom blocks the IP of whoever asks with a wrong secret again and again, so a refusal is remembered by all.
 */
export class SharedCredential {
  private cached: Credential | null = null;
  private running: Promise<Credential> | null = null;
  private readonly owner = newId();
  private refusals: number[] = [];

  constructor(
    private readonly name: string,
    /** The API that gives it, for errors. */
    private readonly api: string,
    private readonly parts: Parts,
    private readonly fetch: (timeoutMs: number) => Promise<{ value: string; expiresInMs: number }>,
  ) {}

  /** The value, from memory, from the database, or fetched by exactly one process. */
  async get(timeoutMs: number): Promise<Credential> {
    const { clock } = this.parts;
    if (this.cached && this.cached.expiresAt > clock.now()) return this.cached;
    this.running ??= this.find(clock.machineNow() + Math.max(timeoutMs, 1_000)).finally(() => {
      this.running = null;
    });
    // Whoever fetches may have more time than this caller has.
    return within(this.running, timeoutMs, () => new WecomError('retryable', { api: this.api, problem: 'timeout' }));
  }

  /** WeCom no longer takes this value: drop it everywhere, unless another has replaced it already. */
  async refuse(value: string, errcode: number): Promise<void> {
    if (this.cached?.value === value) this.cached = null;
    const now = this.parts.clock.machineNow();
    const dropped = await this.write(
      'UPDATE `wecom_credential` SET `expires_at` = 0 WHERE `name` = ? AND `value_digest` = ? AND `expires_at` > 0',
      [this.name, digest(value)],
    );
    if (dropped === 0) return;
    this.refusals = [...this.refusals.filter((at) => at > now - MINUTE), now];
    if (this.refusals.length > (errcode === 42001 ? MAX_EXPIRIES_A_MINUTE : MAX_REFUSALS_A_MINUTE))
      await this.block(errcode, MINUTE / 2, 0);
  }

  private async find(deadline: number): Promise<Credential> {
    for (;;) {
      const now = this.parts.clock.machineNow();
      const row = await this.read();
      if (row?.value && Number(row.expires_at) > this.parts.clock.now())
        return this.remember(this.parts.keys.decryptText(row.value), Number(row.expires_at));
      if (row && Number(row.blocked_until) > now)
        throw this.blocked(row.last_errcode ?? undefined, Number(row.blocked_until) - now);
      if (await this.takeLease(now, row !== undefined))
        return this.fetchAndStore(Number(row?.failures ?? 0), deadline - now);
      if (now + POLL_MS > deadline) throw new WecomError('retryable', { api: this.api, problem: 'timeout' });
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  private async fetchAndStore(failures: number, timeoutMs: number): Promise<Credential> {
    try {
      const { value, expiresInMs } = await this.fetch(Math.min(timeoutMs, LEASE_MS - 2_000));
      const now = this.parts.clock.now();
      // Renewed a little early, so that no call sets out with a value that ends on the way.
      const expiresAt = now + expiresInMs - Math.min(5 * MINUTE, expiresInMs / 10);
      await this.write(
        'UPDATE `wecom_credential` SET `value` = ?, `value_digest` = ?, `fetched_at` = ?, `expires_at` = ?, `lease_until` = 0, `lease_owner` = NULL, `failures` = 0, `last_errcode` = NULL, `blocked_until` = 0 WHERE `name` = ? AND `lease_owner` = ?',
        [this.parts.keys.encryptText(value), digest(value), now, expiresAt, this.name, this.owner],
      );
      return this.remember(value, expiresAt);
    } catch (error) {
      if (
        isWecomError(error) &&
        error.errcode !== null &&
        (error.fault === 'auth' || error.fault === 'permanent' || error.fault === 'quota')
      ) {
        // 1, 2, 4 … 60 minutes; a trusted IP takes effect after one minute, so that one stays short.
        const wait =
          error.errcode === 60020 || error.fault === 'quota' ? MINUTE : Math.min(60 * MINUTE, MINUTE * 2 ** failures);
        await this.block(error.errcode, wait, failures + 1);
        this.parts.log.error(
          { api: this.api, errcode: error.errcode, blockedForMs: wait },
          'WeCom refused our credentials: an administrator must look (npm run doctor)',
        );
        throw this.blocked(error.errcode, wait);
      }
      await this.write(
        'UPDATE `wecom_credential` SET `lease_until` = 0, `lease_owner` = NULL WHERE `name` = ? AND `lease_owner` = ?',
        [this.name, this.owner],
      );
      throw error;
    }
  }

  private remember(value: string, expiresAt: number): Credential {
    this.cached = { value, expiresAt };
    return this.cached;
  }

  private async read(): Promise<Row | undefined> {
    const [row] = await select<Row>(
      this.parts.db.read,
      'SELECT `value`, `expires_at`, `blocked_until`, `failures`, `last_errcode`, `lease_until` FROM `wecom_credential` WHERE `name` = ?',
      [this.name],
    );
    return row;
  }

  private async takeLease(now: number, exists: boolean): Promise<boolean> {
    return this.parts.db.transaction(async (tx) => {
      // Inserted only when missing: an INSERT that meets its row locks it shared, and two of those deadlock.
      if (!exists)
        await insertRows(
          tx,
          'wecom_credential',
          [{ name: this.name, fetched_at: 0, expires_at: 0, lease_until: 0, blocked_until: 0, failures: 0 }],
          {
            ignoreDuplicates: true,
          },
        );
      const taken = await execute(
        tx,
        'UPDATE `wecom_credential` SET `lease_owner` = ?, `lease_until` = ? WHERE `name` = ? AND `lease_until` < ? AND `expires_at` <= ? AND `blocked_until` <= ?',
        [this.owner, now + LEASE_MS, this.name, now, this.parts.clock.now(), now],
      );
      return taken === 1;
    });
  }

  private async block(errcode: number, lengthMs: number, failures: number): Promise<void> {
    const until = this.parts.clock.machineNow() + lengthMs;
    await this.write(
      'UPDATE `wecom_credential` SET `blocked_until` = ?, `last_errcode` = ?, `failures` = ?, `lease_until` = 0, `lease_owner` = NULL WHERE `name` = ?',
      [until, errcode, failures, this.name],
    );
  }

  private blocked(errcode: number | undefined, waitMs: number): WecomError {
    const fault = errcode === 45009 ? 'quota' : 'auth';
    return new WecomError(fault, { api: this.api, errcode }, waitMs);
  }

  private write(sql: string, values: (string | number)[]): Promise<number> {
    return this.parts.db.transaction((tx) => execute(tx, sql, values));
  }
}

/** Gives up waiting, not the work: others may wait for it too. */
async function within<T>(work: Promise<T>, timeoutMs: number, tooLate: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
