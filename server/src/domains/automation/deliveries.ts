import type { WebhookDeliveryView } from '@zhike/shared/contracts/automation-webhook';
import type { Dependencies } from '../../dependencies.ts';
import { namesOf } from '../../engines/filter/column-facts.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { CommandStatus } from '../../platform/delivery/entity.ts';
import type { DataScope } from '../corp/viewer.ts';
import { answerIn, type Call, deliveryKey } from './commands/call-webhook.ts';
import { presentWhom } from './present.ts';

interface DeliveryRow {
  id: string;
  serial_key: string;
  input: string;
  status: CommandStatus;
  attempts: number | string;
  note: string | null;
  next_attempt_at: number | string;
  finished_at: number | string | null;
}

/** Before and behind every place. */
const [FIRST, LAST] = ['0', 'Z'];

/** Where a call stands among those of its rule. */
export const placeOf = ({ serial_key }: DeliveryRow): string => serial_key.split(':').slice(2).join(':');

/** What a rule has called, newest first: the commands of the outbox themselves. `before`: the place of the last one seen. */
export function listDeliveries(
  tx: Tx,
  ruleId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<DeliveryRow[]> {
  return select<DeliveryRow>(
    tx,
    `SELECT id, serial_key, input, status, attempts, note, next_attempt_at, finished_at FROM outbox_command
     WHERE serial_key > ? AND serial_key < ? ORDER BY serial_key DESC LIMIT ?`,
    [deliveryKey(ruleId, FIRST), deliveryKey(ruleId, before ?? LAST), limit],
  );
}

const statuses: Record<CommandStatus, WebhookDeliveryView['status']> = {
  waiting: 'waiting',
  sending: 'waiting',
  done: 'delivered',
  gave_up: 'failed',
  dismissed: 'dismissed',
};

export async function presentDeliveries(
  tx: Tx,
  { clock }: Pick<Dependencies, 'clock'>,
  scope: DataScope,
  rows: readonly DeliveryRow[],
): Promise<WebhookDeliveryView[]> {
  // Queues live by machine time, pages by business time; in the demo the two differ.
  const ahead = clock.now() - clock.machineNow();
  const calls = rows.map((row) => JSON.parse(row.input) as Call);
  const whom = await presentWhom(
    tx,
    scope,
    calls.map(({ customerId }) => customerId),
  );
  const names = await namesOf(
    tx,
    { table: 'webhook', key: 'id' },
    calls.map(({ webhookId }) => webhookId),
  );
  return rows.map((row, index) => {
    const { webhookId, customerId, version, actedAt } = calls[index]!;
    const status = statuses[row.status];
    return {
      id: row.id,
      webhook: { id: webhookId, name: names.get(webhookId) ?? null },
      ...whom(customerId),
      version,
      at: actedAt,
      status,
      answer: status === 'delivered' ? null : answerIn(row.note),
      problem: status === 'delivered' ? null : row.note,
      tries: Number(row.attempts),
      nextAt: status === 'waiting' ? Number(row.next_attempt_at) + ahead : null,
      endedAt: row.finished_at === null ? null : Number(row.finished_at) + ahead,
      can: { replay: row.status === 'gave_up' },
    };
  });
}
