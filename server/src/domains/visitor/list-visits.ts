import type { VisitView } from '@zhike/shared/contracts/touch';
import { In } from 'typeorm';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { fewMembersOf } from '../corp/few-members.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customersInScope, getVisibleCustomer } from '../customer/scope.ts';
import { walkOwn } from '../customer/walk-own.ts';

import { VisitorRow, VisitRow } from '../touch/entity.ts';
import { FINISHED_PERCENT, isReading, pageOfPlace } from '../touch/rules.ts';
import { materialTitles } from './material-titles.ts';
import { visitScopeSql } from './visit-scope.ts';

export interface VisitQuery {
  customerId?: string;
  materialId?: string;
  userId?: string;
  /** Epoch ms: from then on, and before then. */
  since?: number;
  until?: number;
  only?: 'finished' | 'passed_on';
  cursor?: string;
  limit: number;
}

/** Visits newest first, along the index of whatever is asked for. */
export async function listVisits(
  tx: Tx,
  viewer: MemberViewer,
  { cursor, limit, ...query }: VisitQuery,
): Promise<{ visits: VisitRow[]; nextCursor: string | null }> {
  if (query.customerId) await getVisibleCustomer(tx, viewer, query.customerId);
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (query.customerId) where('v.customer_id = ?', query.customerId);
  if (query.materialId) where('v.subject_id = ?', query.materialId);
  if (query.userId) where('v.user_id = ?', query.userId);
  if (query.since !== undefined) where('v.started_at >= ?', query.since);
  if (query.until !== undefined) where('v.started_at < ?', query.until);
  if (query.only === 'finished') where('v.percent >= ?', FINISHED_PERCENT);
  if (query.only === 'passed_on') where('(v.via_visitor_id IS NOT NULL OR v.via_customer_id IS NOT NULL)');
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['number', 'string']);
    where('v.started_at <= ? AND (v.started_at < ? OR v.id < ?)', at, at, id);
  }
  const scope = visitScopeSql(viewer);
  if (scope) where(scope.sql, ...scope.values);
  // Of one customer, material or member there is an index of its own.
  const isOpen = !query.customerId && !query.materialId && !query.userId;
  const members = isOpen ? await fewMembersOf(tx, viewer) : null;
  const keys = members
    ? (
        await walkOwn(tx, members, {
          table: 'visit',
          alias: 'v',
          at: 'started_at',
          key: 'visit_key',
          conditions,
          values,
          limit: limit + 1,
        })
      ).map((row) => row.key)
    : await walkAll(tx, conditions, values, limit + 1);
  const shown = keys.slice(0, limit);
  const byKey = new Map(
    (shown.length > 0 ? await tx.findBy(VisitRow, { visitKey: In(shown) }) : []).map((row) => [row.visitKey, row]),
  );
  const visits = shown.flatMap((key) => byKey.get(key) ?? []);
  const last = visits.at(-1);
  return {
    visits,
    nextCursor: keys.length > limit && last ? encodeCursor([last.startedAt, last.id]) : null,
  };
}

async function walkAll(tx: Tx, conditions: string[], values: SqlValue[], limit: number): Promise<string[]> {
  const rows = await select<{ visit_key: string }>(
    tx,
    `SELECT v.visit_key FROM visit v ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY v.started_at DESC, v.id DESC LIMIT ${limit}`,
    values,
  );
  return rows.map((row) => row.visit_key);
}

/** Names are joined here; those of customers outside the viewer's scope, and titles that are not for her, are not. @param now business time, ms */
export async function presentVisits(
  tx: Tx,
  viewer: MemberViewer,
  visits: readonly VisitRow[],
  now: number,
): Promise<VisitView[]> {
  if (visits.length === 0) return [];
  const present = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const visitors = new Map(
    (
      await tx.findBy(VisitorRow, {
        id: In(present(visits.flatMap((visit) => [visit.visitorId, visit.viaVisitorId]))),
      })
    ).map((visitor) => [visitor.id, visitor]),
  );
  const viaOf = (visit: VisitRow) =>
    (visit.viaVisitorId ? visitors.get(visit.viaVisitorId)?.customerId : null) ?? visit.viaCustomerId;
  const customers = await visibleCustomers(
    tx,
    viewer,
    present(visits.flatMap((visit) => [visit.customerId, viaOf(visit)])),
  );
  const members = await memberCards(tx, present(visits.map(({ userId }) => userId)));
  const materials = await materialTitles(tx, viewer, present(visits.map(({ subjectId }) => subjectId)));
  return visits.map((visit) => {
    const material = materials.get(visit.subjectId);
    const customer = visit.customerId ? (customers.get(visit.customerId) ?? null) : null;
    const via = viaOf(visit);
    const viaCustomer = via && via !== visit.customerId ? customers.get(via) : undefined;
    const knownBy = visitors.get(visit.visitorId)?.knownBy ?? 'nobody';
    return {
      id: visit.id,
      material: { id: visit.subjectId, title: material?.title ?? '', kind: material?.kind ?? '' },
      customer,
      knownBy: customer ? knownBy : 'nobody',
      sharedBy: { userId: visit.userId, name: members.get(visit.userId)?.name ?? visit.userId },
      via: viaCustomer ? { id: viaCustomer.id, name: viaCustomer.name } : null,
      startedAt: visit.startedAt,
      lastSeenAt: visit.lastSeenAt,
      seconds: visit.seconds,
      percent: visit.percent,
      page: pageOfPlace(visit.place),
      pages: visit.pages,
      nth: visit.nth,
      isReading: isReading(visit, now),
    };
  });
}

async function visibleCustomers(tx: Tx, viewer: MemberViewer, ids: string[]) {
  const visible = [...(await customersInScope(tx, viewer.scope, ids))];
  if (visible.length === 0) return new Map<string, { id: string; name: string; avatar: string | null }>();
  const rows = await select<{ id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT id, name, avatar FROM customer WHERE id ${inList(visible)}`,
    visible,
  );
  return new Map(rows.map(({ id, name, avatar }) => [id, { id, name, avatar }]));
}
