import type { MassCounts, MassMessageView } from '@zhike/shared/contracts/mass-message';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import { materialsInOrder } from '../material/store.ts';
import type { MassMessageRow } from './entity.ts';
import { isOpen, isUnderWay } from './store.ts';

interface Sums {
  sent: number;
  notFriend: number;
  overQuota: number;
  refused: number;
  unknown: number;
  cancelled: number;
  reps: number;
  open: number;
  unconfirmed: number;
}

export async function presentMassMessages(tx: Tx, rows: readonly MassMessageRow[]): Promise<MassMessageView[]> {
  const cards = await memberCards(
    tx,
    rows.map((row) => row.createdBy),
  );
  const materials = await materialsInOrder(tx, [...new Set(rows.flatMap((row) => row.materialIds))]);
  const byId = new Map(materials.map((material) => [material.id, material]));
  const sums = await sumsOf(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const sum = sums.get(row.id);
    return {
      id: row.id,
      name: row.name,
      texts: row.texts,
      materials: row.materialIds.flatMap((id) => {
        const material = byId.get(id);
        return material ? { id, title: material.title, kind: material.kind } : [];
      }),
      filter: row.askedFilter,
      sentence: row.sentence,
      segmentId: row.segmentId,
      status: row.status,
      startAt: row.startAt,
      startedAt: row.startedAt,
      counts: countsOf(row, sum),
      reps: { total: sum?.reps ?? 0, confirmed: (sum?.reps ?? 0) - (sum?.unconfirmed ?? 0) },
      problem: row.problem,
      createdBy: cards.get(row.createdBy) ?? { userId: row.createdBy, name: row.createdBy, avatar: null },
      createdAt: row.createdAt,
      version: row.version,
      can: {
        edit: isOpen(row),
        start: isOpen(row),
        remind: isUnderWay(row) && (sum?.open ?? 0) > 0,
        cancel: row.status === 'scheduled' || isUnderWay(row),
        delete: isOpen(row),
      },
    };
  });
}

function countsOf(row: MassMessageRow, sum: Sums | undefined): MassCounts {
  const { sent = 0, notFriend = 0, overQuota = 0, refused = 0, unknown = 0, cancelled = 0 } = sum ?? {};
  const total = row.customerCount;
  const { unreachableCount: unreachable, skippedCount: skipped } = row;
  const waiting = Math.max(
    0,
    total - unreachable - skipped - sent - notFriend - overQuota - refused - unknown - cancelled,
  );
  return { total, waiting, sent, notFriend, overQuota, skipped, unreachable, refused, unknown, cancelled };
}

async function sumsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Sums>> {
  if (ids.length === 0) return new Map();
  const rows = await select<Record<string, string | number> & { id: string }>(
    tx,
    `SELECT mass_message_id AS id, SUM(sent_count) AS sent, SUM(not_friend_count) AS notFriend,
        SUM(over_quota_count) AS overQuota, SUM(refused_count) AS refused, SUM(unknown_count) AS \`unknown\`,
        SUM(CASE WHEN status = 'cancelled' THEN customer_count - sent_count - not_friend_count - over_quota_count
          - refused_count - unknown_count ELSE 0 END) AS cancelled,
        COUNT(DISTINCT user_id) AS reps, SUM(CASE WHEN status = 'created' THEN 1 ELSE 0 END) AS open,
        COUNT(DISTINCT CASE WHEN status <> 'confirmed' THEN user_id END) AS unconfirmed
       FROM mass_message_slice WHERE mass_message_id ${inList(ids)} GROUP BY mass_message_id`,
    [...ids],
  );
  return new Map(
    rows.map(({ id, ...sums }) => [
      String(id),
      Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, Number(value)])) as unknown as Sums,
    ]),
  );
}
