import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { select } from '../../platform/database/sql.ts';
import type { News, NewsSource } from '../../platform/http/news-feed.ts';
import { newId } from '../../platform/id.ts';

/** Of one visit this often: it is looked at, not watched. */
const PER_VISIT_MS = 5_000;
/** Of more at once nobody follows each; the visits that began are told by their events anyway. */
const MOST = 300;

/** Visits that go on: beats are too many for events, so whoever has a customer open is told that there is more to read. */
export class VisitNews implements NewsSource {
  private told = new Map<string, number>();
  private lookedAt: number | null = null;

  constructor(
    private readonly db: Pick<Database, 'read'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  async look(isHeard: boolean): Promise<readonly News[]> {
    const now = this.clock.now();
    const since = this.lookedAt;
    this.lookedAt = now;
    for (const [id, at] of this.told) if (now - at >= PER_VISIT_MS) this.told.delete(id);
    if (!isHeard || since === null) return [];
    // What was held back within the five seconds is told by the look after them: back as far as those.
    const rows = await select<{ id: string; customer_id: string; user_id: string }>(
      this.db.read,
      `SELECT id, customer_id, user_id FROM visit WHERE last_seen_at > ? AND customer_id IS NOT NULL
        ORDER BY last_seen_at DESC LIMIT ${MOST}`,
      [Math.max(since, now - PER_VISIT_MS) - PER_VISIT_MS],
    );
    return rows.flatMap((row) => {
      if (this.told.has(row.id)) return [];
      this.told.set(row.id, now);
      return [{ id: newId(), type: 'touch.moved', customerId: row.customer_id, memberUserId: row.user_id }];
    });
  }
}
