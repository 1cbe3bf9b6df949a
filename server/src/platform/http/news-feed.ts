import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { select } from '../database/sql.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { Loop } from '../delivery/loop.ts';
import { idAtMs } from '../id.ts';
import type { Logger } from '../log.ts';

export interface News {
  id: string;
  type: string;
  customerId: string | null;
  memberUserId: string | null;
  /** Members whom it concerns besides. */
  concernedUserIds?: readonly string[];
  /** Of a chat: the one it is about. */
  conversationId?: string;
}

/** News that stand in no event: what comes in bulk. */
export interface NewsSource {
  /** What is new since the last look. @param isHeard when nobody listens it is enough to know from where on things are new */
  look(isHeard: boolean): Promise<readonly News[]>;
}

const POLL_MS = 1_000;
/** Ids are made before they are committed, and clocks of machines differ: look this far back and skip what was seen. */
const OVERLAP_MS = 4_000;
const PAGE = 500;

/** New events, read once a second per process (or sooner when this process recorded them) and handed to every open page. */
export class NewsFeed {
  private readonly listeners = new Set<(news: News) => void>();
  private readonly loop: Loop;
  private readonly seen = new Map<string, number>();
  private startedAt = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    delivery: Delivery,
    log: Logger,
    private readonly sources: readonly NewsSource[] = [],
  ) {
    this.loop = new Loop({ name: 'news', work: () => this.look(), pollMs: POLL_MS, log });
    const wake = () => {
      if (this.listeners.size > 0) this.loop.wake();
    };
    const signals = sources.length > 0 ? (['events', 'bulk'] as const) : (['events'] as const);
    this.unsubscribes = signals.map((signal) => delivery.onSignal(signal, wake));
  }

  private readonly unsubscribes: (() => void)[];

  start(): void {
    this.startedAt = this.clock.machineNow();
    this.loop.start();
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.unsubscribes) unsubscribe();
    await this.loop.stop();
  }

  subscribe(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async look(): Promise<boolean> {
    const now = this.clock.machineNow();
    for (const [id, at] of this.seen) if (at < now - 2 * OVERLAP_MS) this.seen.delete(id);
    const isHeard = this.listeners.size > 0;
    for (const source of this.sources) for (const news of await source.look(isHeard)) this.hand(news);
    if (!isHeard) {
      this.startedAt = now;
      return false;
    }
    const from = idAtMs(Math.max(this.startedAt, now - OVERLAP_MS));
    for (let after: string | null = from; after !== null; ) after = await this.tellPage(after, now);
    return false;
  }

  /** Tells what is new from this id on; returns where the next page begins, null after the last. */
  private async tellPage(from: string, now: number): Promise<string | null> {
    const rows = await select<EventLine>(
      this.db.read,
      `SELECT e.id, e.type, e.customer_id, e.member_user_id, s.subject_id AS concerned_user_id
         FROM (SELECT id, type, customer_id, member_user_id FROM event WHERE id > ? ORDER BY id LIMIT ${PAGE}) e
         LEFT JOIN event_subject s ON s.event_id = e.id AND s.kind = 'member' ORDER BY e.id`,
      [from],
    );
    const events = gathered(rows);
    for (const news of events) {
      if (this.seen.has(news.id)) continue;
      this.seen.set(news.id, now);
      this.hand(news);
    }
    return events.length < PAGE ? null : events.at(-1)!.id;
  }

  private hand(news: News): void {
    for (const listener of this.listeners) listener(news);
  }
}

interface EventLine {
  id: string;
  type: string;
  customer_id: string | null;
  member_user_id: string | null;
  concerned_user_id: string | null;
}

/** Lines of one event stand together, one for each member whom it concerns besides. */
function gathered(lines: readonly EventLine[]): News[] {
  const events: News[] = [];
  for (const line of lines) {
    const concerned = line.concerned_user_id === null ? [] : [line.concerned_user_id];
    const last = events.at(-1);
    if (last?.id === line.id) last.concernedUserIds = [...(last.concernedUserIds ?? []), ...concerned];
    else
      events.push({
        id: line.id,
        type: line.type,
        customerId: line.customer_id,
        memberUserId: line.member_user_id,
        concernedUserIds: concerned,
      });
  }
  return events;
}
