import type { VisitorKnownBy } from '@zhike/shared/contracts/touch';
import { execute, forUpdate, inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvents } from '../../platform/delivery/event.ts';
import { touchFinished, touchOpened } from '../touch/events.ts';
import { withoutEvent } from '../touch/keep-beats.ts';
import { TELL_UNKNOWN_EVERY_MS } from '../touch/rules.ts';
import type { KnownVisit } from '../touch/visit-memory.ts';

/** Visits that have just begun: what is counted on the material and on its sending, and the event that everything else hears. */
export async function noteOpened(tx: Tx, begun: readonly KnownVisit[], now: number): Promise<void> {
  const visits = await withoutEvent(tx, 'opened_event_id', begun);
  if (visits.length === 0) return;
  const links = await lockLinks(tx, [...new Set(visits.map(({ linkKey }) => linkKey))]);
  const kinds = await kindsOf(tx, [...new Set(visits.map(({ subjectId }) => subjectId))]);
  const knownBy = await knownByOf(tx, [...new Set(visits.map(({ visitorId }) => visitorId))]);

  const toldLinks = new Set<string>();
  const eventIds = await recordEvents(
    tx,
    visits.map((visit) => {
      const toldAt = links.get(visit.linkKey)?.toldAt ?? null;
      const isDue = toldAt === null || now - toldAt >= TELL_UNKNOWN_EVERY_MS;
      const tellsMember = visit.customerId !== null || (isDue && !toldLinks.has(visit.linkKey));
      if (visit.customerId === null && tellsMember) toldLinks.add(visit.linkKey);
      return touchOpened({
        occurredAt: visit.startedAt,
        customerId: visit.customerId,
        memberUserId: visit.userId,
        payload: {
          visitId: visit.id,
          materialId: visit.subjectId,
          kind: kinds.get(visit.subjectId) ?? '',
          userId: visit.userId,
          knownBy: knownBy.get(visit.visitorId) ?? 'nobody',
          nth: visit.nth,
          tellsMember,
        },
      });
    }),
  );
  await nameEvents(tx, 'opened_event_id', visits, eventIds);
  if (toldLinks.size > 0)
    await execute(tx, `UPDATE touch_link SET told_at = ? WHERE link_key ${inList([...toldLinks])}`, [
      now,
      ...toldLinks,
    ]);
  await countOnSendings(tx, visits, links, now);
  await add(
    tx,
    'material',
    'opened',
    visits.filter(({ nth }) => nth === 1).map(({ subjectId }) => subjectId),
  );
}

/** Visits that have just seen 90 %. */
export async function noteFinished(tx: Tx, candidates: readonly KnownVisit[], now: number): Promise<void> {
  const visits = await withoutEvent(tx, 'finished_event_id', candidates);
  if (visits.length === 0) return;
  const kinds = await kindsOf(tx, [...new Set(visits.map(({ subjectId }) => subjectId))]);
  // Of a visit that is remembered it may have become known since whose it is.
  const customers = await customersOf(
    tx,
    visits.map(({ visitKey }) => visitKey),
  );
  const eventIds = await recordEvents(
    tx,
    visits.map((visit) =>
      touchFinished({
        occurredAt: now,
        customerId: customers.get(visit.visitKey) ?? null,
        memberUserId: visit.userId,
        payload: {
          visitId: visit.id,
          materialId: visit.subjectId,
          kind: kinds.get(visit.subjectId) ?? '',
          userId: visit.userId,
        },
      }),
    ),
  );
  await nameEvents(tx, 'finished_event_id', visits, eventIds);
}

interface LinkNow {
  sendId: string | null;
  toldAt: number | null;
}

async function lockLinks(tx: Tx, keys: string[]): Promise<Map<string, LinkNow>> {
  keys.sort();
  const rows = await select<{ link_key: string; send_id: string | null; told_at: number | string | null }>(
    tx,
    `SELECT link_key, send_id, told_at FROM touch_link WHERE link_key ${inList(keys)} ORDER BY link_key${forUpdate(tx)}`,
    keys,
  );
  return new Map(
    rows.map((row) => [
      row.link_key,
      { sendId: row.send_id, toldAt: row.told_at === null ? null : Number(row.told_at) },
    ]),
  );
}

async function kindsOf(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const rows = await select<{ id: string; kind: string }>(
    tx,
    `SELECT id, kind FROM material WHERE id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row.kind]));
}

async function knownByOf(tx: Tx, visitorIds: string[]): Promise<Map<string, VisitorKnownBy>> {
  const rows = await select<{ id: string; known_by: VisitorKnownBy }>(
    tx,
    `SELECT id, known_by FROM visitor WHERE id ${inList(visitorIds)}`,
    visitorIds,
  );
  return new Map(rows.map((row) => [row.id, row.known_by]));
}

async function customersOf(tx: Tx, visitKeys: string[]): Promise<Map<string, string | null>> {
  const rows = await select<{ visit_key: string; customer_id: string | null }>(
    tx,
    `SELECT visit_key, customer_id FROM visit WHERE visit_key ${inList(visitKeys)}`,
    visitKeys,
  );
  return new Map(rows.map((row) => [row.visit_key, row.customer_id]));
}

async function nameEvents(
  tx: Tx,
  column: 'opened_event_id' | 'finished_event_id',
  visits: readonly KnownVisit[],
  eventIds: readonly string[],
): Promise<void> {
  const keys = visits.map(({ visitKey }) => visitKey);
  await execute(
    tx,
    `UPDATE visit SET ${column} = CASE visit_key ${'WHEN ? THEN ? '.repeat(keys.length)}END WHERE visit_key ${inList(keys)}`,
    [...keys.flatMap((key, index) => [key, eventIds[index]!]), ...keys],
  );
}

/** A sending counts what came through its own link; who came through somebody else's is no answer to it. */
async function countOnSendings(
  tx: Tx,
  visits: readonly KnownVisit[],
  links: ReadonlyMap<string, LinkNow>,
  now: number,
): Promise<void> {
  const sendIds = visits.flatMap((visit) =>
    visit.viaVisitorId || visit.viaCustomerId ? [] : (links.get(visit.linkKey)?.sendId ?? []),
  );
  if (sendIds.length === 0) return;
  const distinct = [...new Set(sendIds)].sort();
  await add(tx, 'content_send', 'visits', sendIds);
  await execute(tx, `UPDATE content_send SET opened_at = ? WHERE id ${inList(distinct)} AND opened_at IS NULL`, [
    now,
    ...distinct,
  ]);
}

/** Adds to a counter as often as each id is named. */
async function add(
  tx: Tx,
  table: 'material' | 'content_send',
  column: 'opened' | 'visits',
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  const times = new Map<string, number>();
  for (const id of ids.sort()) times.set(id, (times.get(id) ?? 0) + 1);
  const values: SqlValue[] = [...times].flatMap(([id, count]) => [id, count]);
  await execute(
    tx,
    `UPDATE \`${table}\` SET \`${column}\` = \`${column}\` + CASE id ${'WHEN ? THEN ? '.repeat(times.size)}END WHERE id ${inList([...times.keys()])}`,
    [...values, ...times.keys()],
  );
}
