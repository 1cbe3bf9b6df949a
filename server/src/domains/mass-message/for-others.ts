import type { MassOutcome } from '@zhike/shared/contracts/mass-message';
import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { materialsInOrder } from '../material/store.ts';
import { keepMediaFresh } from '../media/keep-media-fresh.ts';
import { addRecipients } from './add-recipients.ts';
import { assetsOf, freezeMaterials } from './attachments.ts';
import { advanceMassMessage } from './commands/advance-mass-message.ts';
import { MassMessageRow } from './entity.ts';
import { massMessageProgressed } from './events.ts';
import { findQuota, overQuota } from './quota.ts';
import { quotaAt } from './rules.ts';
import { sendersFor } from './senders.ts';
import { mediaUseOf } from './settle.ts';

/** The door for other domains whose work goes out as a mass message: the rep confirms it in WeCom like any other. */

export interface MassOrigin {
  kind: 'sop';
  id: string;
  part: string;
}

export interface MassContent {
  name: string;
  text: string;
  materialIds: readonly string[];
  /** Whom it is for, as a person says it. */
  sentence: string;
  createdBy: string;
}

interface Moment {
  now: number;
  timeZone: string;
}

/** Of these customers, whom nobody of ours has as a contact, and who can get no more for now, as far as our books know. */
export async function whoCannotReceive(
  tx: Tx,
  customerIds: readonly string[],
  { now, timeZone }: Moment,
): Promise<{ unreachable: Set<string>; overQuota: Set<string> }> {
  const senders = await sendersFor(tx, customerIds);
  const unreachable = new Set(customerIds.filter((id) => !senders.has(id)));
  const over = await overQuota(tx, [...senders.keys()], quotaAt(await findQuota(tx), now, timeZone));
  return { unreachable, overQuota: over };
}

/**
 * The message of this origin that is still being filled, or a new one with this content. Throws MaterialNotAttachable when a material
 * cannot go out like that.
 */
export async function openMassMessage(
  tx: Tx,
  { kind, id: originId, part }: MassOrigin,
  { name, text, materialIds, sentence, createdBy }: MassContent,
  moment: Moment,
): Promise<string> {
  const [open] = await select<{ id: string }>(
    tx,
    "SELECT id FROM mass_message WHERE status = 'collecting' AND origin_kind = ? AND origin_id = ? AND origin_part = ? LIMIT 1",
    [kind, originId, part],
  );
  if (open) return open.id;
  const attachments = freezeMaterials(await materialsInOrder(tx, materialIds), materialIds, moment);
  const id = newId();
  const { now } = moment;
  await keepMediaFresh(tx, mediaUseOf(id), assetsOf(attachments), now);
  await tx.insert(MassMessageRow, {
    id,
    name: [...name].slice(0, 40).join(''),
    texts: [text],
    materialIds: [...materialIds],
    attachments,
    askedFilter: null,
    byFilter: null,
    sentence,
    segmentId: null,
    status: 'collecting',
    collectedTo: null,
    customerCount: 0,
    unreachableCount: 0,
    startAt: now,
    startedAt: now,
    endedAt: null,
    problem: null,
    originKind: kind,
    originId,
    originPart: part,
    version: 1,
    createdBy,
    createdAt: now,
  });
  return id;
}

/** More customers of a message that is being filled; who is in it already is met once. */
export async function addToMassMessage(tx: Tx, massMessageId: string, customerIds: string[]): Promise<void> {
  const { added, unreachable } = await addRecipients(tx, { id: massMessageId, texts: 1 }, customerIds);
  await execute(
    tx,
    'UPDATE mass_message SET customer_count = customer_count + ?, unreachable_count = unreachable_count + ? WHERE id = ?',
    [added, unreachable, massMessageId],
  );
}

/** Messages of this origin, or of all of its kind, have all their customers: every rep gets her task. Returns how many there were. */
export async function sendMassMessages(
  tx: Tx,
  { kind, id }: { kind: MassOrigin['kind']; id?: string },
  now: number,
): Promise<number> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM mass_message WHERE status = 'collecting' AND origin_kind = ?${id === undefined ? '' : ' AND origin_id = ?'}`,
    [kind, ...(id === undefined ? [] : [id])],
  );
  for (const { id: massMessageId } of rows) {
    await execute(tx, "UPDATE mass_message SET status = 'sending' WHERE id = ? AND status = 'collecting'", [
      massMessageId,
    ]);
    await enqueue(tx, advanceMassMessage({ massMessageId }));
    await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
  }
  return rows.length;
}

export interface MassResult {
  outcome: MassOutcome;
  at: number | null;
}

/** What became of customers in mass messages, by `MESSAGE CUSTOMER`. */
export async function resultsIn(
  tx: Tx,
  asked: readonly { massMessageId: string; customerId: string }[],
): Promise<Map<string, MassResult>> {
  if (asked.length === 0) return new Map();
  const messages = [...new Set(asked.map(({ massMessageId }) => massMessageId))];
  const customers = [...new Set(asked.map(({ customerId }) => customerId))];
  const rows = await select<{ message: string; customer: string; outcome: MassOutcome; at: number | string | null }>(
    tx,
    `SELECT mass_message_id AS message, customer_id AS customer, outcome, settled_at AS at FROM mass_message_customer
      WHERE mass_message_id ${inList(messages)} AND customer_id ${inList(customers)}`,
    [...messages, ...customers],
  );
  return new Map(
    rows.map(({ message, customer, outcome, at }) => [
      `${message} ${customer}`,
      { outcome, at: at === null ? null : Number(at) },
    ]),
  );
}

/** Whether a message of some origin is still being filled by whoever died in between. */
export async function isAnyBeingFilled(tx: Tx, kind: MassOrigin['kind']): Promise<boolean> {
  return (await findRow(tx, MassMessageRow, { status: 'collecting', originKind: kind })) !== null;
}
