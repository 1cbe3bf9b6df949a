import { refreshListRows } from '../domains/customer/list-rows.ts';
import { refreshSearchTokens } from '../domains/customer/search-tokens.ts';
import { forgetInMassMessages, moveMassMessages } from '../domains/mass-message/customer-rows.ts';
import { execute, inList, select, type SqlValue, upsertGrowing } from '../platform/database/sql.ts';
import type { Tx } from '../platform/database/tx.ts';

type Move = (tx: Tx, fromId: string, toId: string, now: number) => Promise<void>;
type Forget = (tx: Tx, customerId: string) => Promise<void>;

const AT_ONCE = 500;

/** Made anew from what was moved, at the end of the transaction. */
const refresh: Move = async (tx, fromId, toId) => {
  refreshListRows(tx, [fromId, toId]);
  refreshSearchTokens(tx, toId);
};

/** What is done with tables whose rows say more than whose they are. */
export const moveOwn: Record<string, Move> = {
  mass_message_customer: moveMassMessages,

  /** She is in an SOP once: where both are under way, the one that is moved ends, as if by the hand that joins the two. */
  async sop_enrolment(tx, fromId, toId, now) {
    const both = await select<{ id: string }>(
      tx,
      `SELECT mine.id FROM sop_enrolment mine JOIN sop_enrolment other ON other.sop_id = mine.sop_id
        WHERE mine.customer_id = ? AND mine.status = 'active' AND other.customer_id = ? AND other.status = 'active'`,
      [fromId, toId],
    );
    for (const { id } of both)
      await execute(
        tx,
        "UPDATE sop_enrolment SET status = 'stopped', stop_reason = 'by_hand', active_key = id, next_due_at = NULL, ended_at = ? WHERE id = ?",
        [now, id],
      );
    await execute(tx, 'UPDATE sop_enrolment SET customer_id = ? WHERE customer_id = ?', [toId, fromId]);
  },

  async customer_day_count(tx, fromId, toId) {
    const rows = await select<{ kind: string; day: string; count: number | string }>(
      tx,
      'SELECT kind, day, `count` FROM customer_day_count WHERE customer_id = ?',
      [fromId],
    );
    await upsertGrowing(
      tx,
      'customer_day_count',
      rows.map(({ kind, day, count }) => ({ customer_id: toId, kind, day, count: Number(count) })),
      ['customer_id', 'kind', 'day'],
      { count: 'sum' },
    );
    await execute(tx, 'DELETE FROM customer_day_count WHERE customer_id = ?', [fromId]);
  },

  async customer_activity(tx, fromId, toId) {
    const rows = await select<{ last_contact_at: SqlValue; last_reply_at: SqlValue }>(
      tx,
      'SELECT last_contact_at, last_reply_at FROM customer_activity WHERE customer_id = ?',
      [fromId],
    );
    await upsertGrowing(
      tx,
      'customer_activity',
      rows.map(({ last_contact_at, last_reply_at }) => ({ customer_id: toId, last_contact_at, last_reply_at })),
      ['customer_id'],
      { last_contact_at: 'greatest', last_reply_at: 'greatest' },
    );
    await execute(tx, 'DELETE FROM customer_activity WHERE customer_id = ?', [fromId]);
  },

  /** A field that the other one has filled in stays as it is: two values of one choice would be none. */
  async customer_field(tx, fromId, toId) {
    const filled = await select<{ field_id: string }>(
      tx,
      'SELECT DISTINCT field_id FROM customer_field WHERE customer_id = ?',
      [toId],
    );
    const ids = filled.map((row) => row.field_id);
    if (ids.length > 0)
      await execute(tx, `DELETE FROM customer_field WHERE customer_id = ? AND field_id ${inList(ids)}`, [
        fromId,
        ...ids,
      ]);
    await execute(tx, 'UPDATE customer_field SET customer_id = ? WHERE customer_id = ?', [toId, fromId]);
  },

  customer_tag_index: refresh,
  customer_viewer: refresh,
  async customer_search_token(tx, fromId, toId) {
    await execute(tx, 'DELETE FROM customer_search_token WHERE customer_id = ?', [fromId]);
    refreshSearchTokens(tx, toId);
  },
};

export const forgetOwn: Record<string, Forget> = {
  mass_message_customer: forgetInMassMessages,

  async sop_enrolment(tx, customerId) {
    await deleteWith(tx, customerId, 'sop_enrolment', { table: 'sop_step', column: 'enrolment_id' });
  },

  /** Title, reason, result and comments may speak of her. */
  async task(tx, customerId) {
    await deleteWith(tx, customerId, 'task', { table: 'task_comment', column: 'task_id' });
  },

  async channel_addition(tx, customerId) {
    for (const { user_id, external_user_id } of await relationsOf(tx, customerId))
      await execute(
        tx,
        "UPDATE channel_addition SET external_user_id = '' WHERE user_id = ? AND external_user_id = ?",
        [user_id, external_user_id],
      );
  },

  async welcome_turn(tx, customerId) {
    for (const { user_id, external_user_id } of await relationsOf(tx, customerId))
      await execute(tx, 'DELETE FROM welcome_turn WHERE user_id = ? AND external_user_id = ?', [
        user_id,
        external_user_id,
      ]);
  },
};

const relationsOf = (tx: Tx, customerId: string) =>
  select<{ user_id: string; external_user_id: string }>(
    tx,
    'SELECT user_id, external_user_id FROM follow_user WHERE customer_id = ?',
    [customerId],
  );

async function deleteWith(tx: Tx, customerId: string, table: string, of: { table: string; column: string }) {
  const rows = await select<{ id: string }>(tx, `SELECT id FROM ${table} WHERE customer_id = ?`, [customerId]);
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const ids = rows.slice(start, start + AT_ONCE).map((row) => row.id);
    await execute(tx, `DELETE FROM ${of.table} WHERE ${of.column} ${inList(ids)}`, ids);
    await execute(tx, `DELETE FROM ${table} WHERE id ${inList(ids)}`, ids);
  }
}
