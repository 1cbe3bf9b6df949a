import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Dialect } from '../database/sql.ts';
import { newId } from '../id.ts';
import { describeError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { DataKeys } from '../secrets.ts';
import type { Delivery } from './delivery.ts';

export interface Received {
  receiver: string;
  message: Buffer;
  urgent: boolean;
}

interface Waiting extends Received {
  digest: string;
  resolve(): void;
  reject(error: unknown): void;
}

const MAX_GROUP = 250;
/** Bodies of a group together; written as MySQL reads bytes they double, and MariaDB takes 16 MiB at once. */
const MAX_GROUP_BYTES = 4 * 1024 * 1024;
const GRAIN = 8;
const MAX_OPEN = { sqlite: 1, mysql: 2 } as const;

/**
 * Stores what came in before it is acknowledged. Everything that arrives while a commit is under way shares the next one
 * (group commit); the same message again only raises its counter.
 */
export class Inbox {
  private waiting: Waiting[] = [];
  private open = 0;
  private beginning = false;

  constructor(
    private readonly db: Database,
    private readonly keys: DataKeys,
    private readonly clock: Clock,
    private readonly delivery: Delivery,
    private readonly log: Logger,
  ) {}

  /** Resolves after the commit; rejects when the store refuses this message alone. */
  store(received: Received): Promise<void> {
    const digest = createHash('sha256').update(received.message).digest('base64url');
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...received, digest, resolve, reject });
      if (this.beginning) return;
      this.beginning = true;
      // Everything that is ready in this turn of the event loop joins.
      setImmediate(() => {
        this.beginning = false;
        this.begin();
      });
    });
  }

  /** Opens commits as long as something waits: on MySQL a second one fills the time in which the first is on its way. */
  private begin(): void {
    while (this.waiting.length > 0 && this.open < MAX_OPEN[this.db.dialect]) {
      const group = this.takeGroup();
      this.open += 1;
      void this.storeGroup(group).finally(() => {
        this.open -= 1;
        this.begin();
      });
    }
  }

  private takeGroup(): Waiting[] {
    let size = 0;
    let bytes = 0;
    for (const { message } of this.waiting.slice(0, MAX_GROUP)) {
      bytes += message.length;
      if (size > 0 && bytes > MAX_GROUP_BYTES) break;
      size += 1;
    }
    // MySQL keeps a statement of each size prepared: sizes are few, and who is left over goes with the next.
    if (this.db.dialect === 'mysql' && size > GRAIN) size -= size % GRAIN;
    return this.waiting.splice(0, size);
  }

  private async storeGroup(group: Waiting[]): Promise<void> {
    try {
      await this.commit(group);
      for (const item of group) item.resolve();
    } catch (error) {
      if (group.length > 1)
        this.log.warn(
          { size: group.length, error: describeError(error) },
          'group of callbacks not stored, trying one by one',
        );
      for (const item of group) await this.storeAlone(item);
    }
  }

  private async storeAlone(item: Waiting): Promise<void> {
    try {
      await this.commit([item]);
      item.resolve();
    } catch (error) {
      item.reject(error);
    }
  }

  private async commit(group: Waiting[]): Promise<void> {
    const now = this.clock.machineNow();
    const rows = group.map((item) => [
      newId(now),
      item.receiver,
      item.digest,
      item.urgent ? 0 : 1,
      this.keys.encrypt(item.message),
      now,
    ]);
    await this.db.write(insertSql(this.db.dialect, rows.length), rows.flat());
    this.delivery.signal('inbox');
  }
}

function insertSql(dialect: Dialect, rows: number): string {
  const duplicate =
    dialect === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE duplicates = duplicates + 1'
      : 'ON CONFLICT (receiver, digest) DO UPDATE SET duplicates = duplicates + 1';
  const values = Array(rows).fill("(?,?,?,?,?,?,'waiting',0)").join(',');
  return `INSERT INTO inbox (id, receiver, digest, lane, body, received_at, status, duplicates) VALUES ${values} ${duplicate}`;
}
