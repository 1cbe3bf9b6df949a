import type { SendView } from '@zhike/shared/contracts/material-send';
import { In } from 'typeorm';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { fewMembersOf } from '../corp/few-members.ts';
import { memberCards } from '../corp/store.ts';
import type { DataScope, MemberViewer } from '../corp/viewer.ts';
import { customerScopeSql, customersInScope, getVisibleCustomer } from '../customer/scope.ts';
import { walkOwn } from '../customer/walk-own.ts';
import { getVisibleGroup, groupScopeSql, groupsInScope } from '../group-chat/scope.ts';
import { groupNames } from '../group-chat/store.ts';
import { ContentSendRow } from './entity.ts';
import { materialsInOrder } from './store.ts';

export interface SendQuery {
  customerId?: string;
  chatId?: string;
  materialId?: string;
  userId?: string;
  /** Epoch ms: from then on, and before then. */
  since?: number;
  until?: number;
  only?: 'opened' | 'materials';
  cursor?: string;
  limit: number;
}

/** What was sent, newest first, as far as the viewer may see: her own, and those to customers and groups in her scope. */
export async function listSends(
  tx: Tx,
  viewer: MemberViewer,
  { cursor, limit, ...query }: SendQuery,
): Promise<{ sends: ContentSendRow[]; nextCursor: string | null }> {
  if (query.customerId) await getVisibleCustomer(tx, viewer, query.customerId);
  if (query.chatId) await getVisibleGroup(tx, viewer, query.chatId);
  const conditions = ["s.status = 'sent'"];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (query.customerId) where('s.customer_id = ?', query.customerId);
  if (query.chatId) where('s.chat_id = ?', query.chatId);
  if (query.materialId) where('s.material_id = ?', query.materialId);
  if (query.userId) where('s.user_id = ?', query.userId);
  if (query.since !== undefined) where('s.prepared_at >= ?', query.since);
  if (query.until !== undefined) where('s.prepared_at < ?', query.until);
  if (query.only === 'opened') where('s.opened_at IS NOT NULL');
  if (query.only) where('s.material_id IS NOT NULL');
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['number', 'string']);
    where('s.prepared_at <= ? AND (s.prepared_at < ? OR s.id < ?)', at, at, id);
  }
  const scope = sendScopeSql(viewer, 's');
  if (scope) where(scope.sql, ...scope.values);
  // Of one customer, group, material or member there is an index of its own.
  const isOpen = !query.customerId && !query.chatId && !query.materialId && !query.userId;
  const members = isOpen ? await fewMembersOf(tx, viewer) : null;
  const rows = members
    ? await walkOwn(tx, members, {
        table: 'content_send',
        alias: 's',
        at: 'prepared_at',
        key: 'id',
        conditions,
        values,
        limit: limit + 1,
        hasGroups: true,
      })
    : await select<{ id: string; at: number | string }>(
        tx,
        `SELECT s.id, s.prepared_at AS at FROM content_send s WHERE ${conditions.join(' AND ')}
          ORDER BY s.prepared_at DESC, s.id DESC LIMIT ${limit + 1}`,
        values,
      );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const byId = new Map(
    (shown.length ? await tx.findBy(ContentSendRow, { id: In(shown.map((row) => row.id)) }) : []).map((send) => [
      send.id,
      send,
    ]),
  );
  return {
    sends: shown.flatMap((row) => byId.get(row.id) ?? []),
    nextCursor: rows.length > limit && last ? encodeCursor([Number(last.at), last.id]) : null,
  };
}

/** Whose sendings a viewer sees; AND it last. `alias`: of `content_send`. null: all. */
export function sendScopeSql(
  { userId, scope }: { userId: string; scope: DataScope },
  alias: string,
): { sql: string; values: SqlValue[] } | null {
  const customers = customerScopeSql(scope, `${alias}.customer_id`);
  const groups = groupScopeSql(scope, `${alias}.chat_id`);
  if (!customers || !groups) return null;
  return {
    sql: `(${alias}.user_id = ? OR (${alias}.customer_id IS NOT NULL AND ${customers.sql}) OR (${alias}.chat_id IS NOT NULL AND ${groups.sql}))`,
    values: [userId, ...customers.values, ...groups.values],
  };
}

/**
 * Names are joined here, so that an erased customer is erased everywhere, and one (or a group) that the viewer does not see any more
 * is not named. `titleOf`: of scripts, which stand above.
 */
export async function presentSends(
  tx: Tx,
  viewer: MemberViewer,
  sends: ContentSendRow[],
  titleOf: (tx: Tx, scriptIds: string[]) => Promise<Map<string, string>>,
): Promise<SendView[]> {
  const present = <T>(values: (T | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const members = await memberCards(tx, present(sends.map((send) => send.userId)));
  const materials = new Map(
    (await materialsInOrder(tx, present(sends.map((send) => send.materialId)))).map((row) => [row.id, row]),
  );
  const scripts = await titleOf(tx, present(sends.map((send) => send.scriptId)));
  const customers = await customerNames(tx, viewer, present(sends.map((send) => send.customerId)));
  const chatIds = await groupsInScope(tx, viewer.scope, present(sends.map((send) => send.chatId)));
  const groups = await groupNames(tx, [...chatIds]);
  return sends.map((send) => {
    const material = send.materialId ? materials.get(send.materialId) : undefined;
    const name = send.customerId ? customers.get(send.customerId) : undefined;
    const group = send.chatId ? groups.get(send.chatId) : undefined;
    return {
      id: send.id,
      material: material ? { id: material.id, kind: material.kind, title: material.title } : null,
      script: send.scriptId ? { id: send.scriptId, title: scripts.get(send.scriptId) ?? '已删除的话术' } : null,
      by: { userId: send.userId, name: members.get(send.userId)?.name ?? send.userId },
      customer: send.customerId && name !== undefined ? { id: send.customerId, name } : null,
      chat: send.chatId ? { chatId: send.chatId, name: group ?? '客户群' } : null,
      way: send.way,
      status: send.status,
      failure: send.failure,
      sentAt: send.settledAt ?? send.preparedAt,
      openedAt: send.openedAt,
      visits: send.visits,
    };
  });
}

async function customerNames(tx: Tx, { scope }: MemberViewer, all: string[]): Promise<Map<string, string>> {
  const ids = [...(await customersInScope(tx, scope, all))];
  if (ids.length === 0) return new Map();
  const rows = await select<{ id: string; name: string }>(
    tx,
    `SELECT id, name FROM customer WHERE id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
