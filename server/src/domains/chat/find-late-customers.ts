import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { customersOf } from '../chat-archive/conversations.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';
import { linkLateMessages } from './commands/link-late-messages.ts';

/** Messages that were read a moment ago may have become somebody's since; in the transaction that handles them they are looked at once more. */
export async function withLateCustomers(tx: Tx, messages: readonly StreamedMessage[]): Promise<StreamedMessage[]> {
  const positions = messages.filter(isNobodys).map(({ position }) => position);
  if (positions.length === 0) return [...messages];
  const rows = await select<{ position: number | string; customer_id: string }>(
    tx,
    `SELECT position, customer_id FROM chat_message WHERE position ${inList(positions)} AND customer_id IS NOT NULL`,
    positions,
  );
  const found = new Map(rows.map((row) => [Number(row.position), row.customer_id]));
  return messages.map((one) => ({ ...one, customerId: one.customerId ?? found.get(one.position) ?? null }));
}

const isNobodys = ({ customerId, conversationKind }: StreamedMessage) =>
  customerId === null && conversationKind !== 'internal';

/** Whoever has become a customer while her words were being stored gets them by an order; of one who reads along that is enough. */
export async function orderLateLinks(tx: Tx, messages: readonly StreamedMessage[]): Promise<void> {
  const said = messages.filter((one) => isNobodys(one) && one.from.kind === 'customer');
  if (said.length === 0) return;
  const customers = await customersOf(
    tx,
    said.map(({ from }) => from.id),
  );
  const people = new Map(
    said.flatMap(({ from: { id: externalUserId }, userId }) => {
      const customerId = customers.get(externalUserId);
      return customerId ? [[`${externalUserId} ${userId}`, { customerId, externalUserId, userId }] as const] : [];
    }),
  );
  await enqueue(tx, [...people.values()].map(linkLateMessages));
}
