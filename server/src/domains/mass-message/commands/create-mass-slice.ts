import type { Dependencies } from '../../../dependencies.ts';
import { findRow, getRow } from '../../../platform/database/find-row.ts';
import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { askForUpload } from '../../media/keep-media-fresh.ts';
import { listAssets } from '../../media/store.ts';
import { mintLink, newLinkKey } from '../../touch/links.ts';
import { assetsOf, readyForWecom } from '../attachments.ts';
import { MassMessageRow, MassSliceRow } from '../entity.ts';
import { MassFileNotReady, MassOutcomeOpen } from '../errors.ts';
import { massMessageProgressed } from '../events.ts';
import { findLostTask } from '../find-lost-task.ts';
import { closeRepTask, askRepToConfirm } from '../rep-task.ts';
import { LOOK_FOR_MS, nextPollAt } from '../rules.ts';
import { settleMessage, SLOWED } from '../settle.ts';
import { takeUpAgain } from '../take-up-again.ts';
import { cancelMassSlice } from './cancel-mass-slice.ts';

/** Nobody of these can be sent to. */
const NOBODY = 41048;
/** WeCom has forgotten a file sooner than it says. */
const MEDIA_GONE = [40007, 40145];
const CALL_MS = 30_000;
const IDS_PER_QUERY = 500;

type Made = { msgId: string; failed: string[]; timeZone: string } | { msgId: null; timeZone: string };

/** Gives one rep her task for one slice of a mass message's customers. */
export const createMassSlice = command<{ sliceId: string }, Made>({
  name: 'create-mass-slice',
  repeatIsHarmless: '调用前先记下;结果不明时先在企业微信的群发记录中查找,找到就认领,不会重复创建',
  serialKey: ({ sliceId }) => `mass-slice ${sliceId}`,

  async send({ sliceId }, deps) {
    const { db, clock, wecom, config } = deps;
    const nothing = { msgId: null, timeZone: config.timeZone };
    const slice = await toBeMade(deps, sliceId);
    if (!slice || (slice.status !== 'waiting' && slice.status !== 'calling')) return nothing;
    const message = await getRow(db.read, MassMessageRow, { id: slice.massMessageId });
    const text = message.texts[slice.variant] ?? '';
    if (slice.status === 'calling') {
      const msgId = await findLostTask(deps, slice, text);
      if (msgId) return { msgId, failed: [], timeZone: config.timeZone };
      if (clock.now() - (slice.calledAt ?? 0) < LOOK_FOR_MS) throw new MassOutcomeOpen({ sliceId });
      // Long enough not to be there: the call never reached WeCom.
      await db.transaction((tx) => moveOn(tx, sliceId, 'calling', 'waiting'));
      if (message.status === 'cancelled') return nothing;
    }
    const linkKeys = keysFor(message, slice);
    const attachments = await readyForWecom(deps, message.attachments ?? [], linkKeys);
    if (!attachments) {
      await db.transaction((tx) => askForFiles(tx, message, clock.now()));
      throw new MassFileNotReady({ sliceId });
    }
    const rows = await select<{ external_user_id: string }>(
      db.read,
      "SELECT external_user_id FROM mass_message_customer WHERE slice_id = ? AND outcome = 'waiting' ORDER BY external_user_id",
      [sliceId],
    );
    const mayCall = await db.transaction((tx) => beginCall(tx, slice, linkKeys, clock.now()));
    if (!mayCall) return nothing;
    try {
      const made = await wecom.massMessage.create(
        {
          sender: slice.userId,
          externalUserIds: rows.map((row) => row.external_user_id),
          content: { text, attachments },
        },
        { lane: 'bulk', timeoutMs: CALL_MS },
      );
      return { ...made, timeZone: config.timeZone };
    } catch (error) {
      if (isWecomError(error) && error.fault === 'unknown_outcome') throw new MassOutcomeOpen({ sliceId });
      // WeCom said no, or was never reached: another try is no repeat.
      await db.transaction(async (tx) => {
        await moveOn(tx, sliceId, 'calling', 'waiting');
        if (isWecomError(error, ...MEDIA_GONE)) await forgetFiles(tx, message);
        if (isWecomError(error) && error.fault === 'quota') await saySlowed(tx, message.id, clock.now());
      });
      throw isWecomError(error, ...MEDIA_GONE) ? new MassFileNotReady({ sliceId }) : error;
    }
  },

  async onDone(tx, { sliceId }, made, now) {
    if (made.msgId === null) return;
    const { msgId, failed, timeZone } = made;
    const slice = await getRow(tx, MassSliceRow, { id: sliceId }, { lock: true });
    const message = await getRow(tx, MassMessageRow, { id: slice.massMessageId });
    const refused = await refuse(tx, sliceId, failed);
    await execute(
      tx,
      `UPDATE mass_message_slice SET status = 'created', msg_id = ?, created_at = ?, problem = NULL, polls = 0,
         next_poll_at = ?, refused_count = refused_count + ? WHERE id = ?`,
      [msgId, now, nextPollAt(0, now, now), refused, sliceId],
    );
    if (message.status === 'cancelled') await enqueue(tx, cancelMassSlice({ sliceId }));
    else await askRepToConfirm(tx, message, slice.userId, { now, timeZone });
    await settleMessage(tx, message.id, now);
  },

  async onGaveUp(tx, { sliceId }, error, now) {
    const slice = await findRow(tx, MassSliceRow, { id: sliceId }, { lock: true });
    if (!slice || slice.status === 'created') return;
    const isOpen = slice.status === 'calling';
    const problem = isOpen ? 'mass_message.outcome_unknown' : problemOf(error);
    const outcome = isOpen ? 'unknown' : 'refused';
    const lost = await execute(
      tx,
      "UPDATE mass_message_customer SET outcome = ? WHERE slice_id = ? AND outcome = 'waiting'",
      [outcome, sliceId],
    );
    await execute(
      tx,
      `UPDATE mass_message_slice SET status = 'failed', problem = ?, ${outcome}_count = ${outcome}_count + ? WHERE id = ?`,
      [problem, lost, sliceId],
    );
    await execute(tx, 'UPDATE mass_message SET problem = ? WHERE id = ?', [problem, slice.massMessageId]);
    await closeRepTask(tx, slice.massMessageId, slice.userId, now);
    await settleMessage(tx, slice.massMessageId, now);
  },
});

async function toBeMade(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  sliceId: string,
): Promise<MassSliceRow | null> {
  const slice = await findRow(db.read, MassSliceRow, { id: sliceId });
  return slice?.status === 'failed' ? db.transaction((tx) => takeUpAgain(tx, sliceId, clock.now())) : slice;
}

/** Kept from an earlier try: by its links a lost call is found. */
function keysFor({ attachments }: MassMessageRow, { linkKeys }: MassSliceRow): Record<string, string> {
  if (linkKeys) return linkKeys;
  const materialIds = (attachments ?? []).flatMap((one) => (one.kind === 'link' ? one.materialId : []));
  return Object.fromEntries(materialIds.map((id) => [id, newLinkKey()]));
}

/** Commits that WeCom is about to be asked, with the links that the message carries. False: it was cancelled, or somebody else is at it. */
async function beginCall(tx: Tx, slice: MassSliceRow, linkKeys: Record<string, string>, now: number): Promise<boolean> {
  const begun = await execute(
    tx,
    "UPDATE mass_message_slice SET status = 'calling', called_at = ?, link_keys = ? WHERE id = ? AND status = 'waiting'",
    [now, JSON.stringify(linkKeys), slice.id],
  );
  if (begun === 0) return false;
  if (slice.linkKeys) return true;
  for (const [id, linkKey] of Object.entries(linkKeys))
    await mintLink(tx, { linkKey, subject: { kind: 'material', id }, userId: slice.userId, now });
  return true;
}

/** WeCom takes no more calls for a while; whoever looks is told that it goes on by itself. */
async function saySlowed(tx: Tx, massMessageId: string, now: number): Promise<void> {
  const isNews = await execute(
    tx,
    "UPDATE mass_message SET problem = ? WHERE id = ? AND status IN ('collecting', 'sending') AND problem IS NULL",
    [SLOWED, massMessageId],
  );
  if (isNews > 0) await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
}

async function moveOn(tx: Tx, sliceId: string, from: string, to: string): Promise<void> {
  await execute(tx, 'UPDATE mass_message_slice SET status = ? WHERE id = ? AND status = ?', [to, sliceId, from]);
}

async function askForFiles(tx: Tx, { attachments }: MassMessageRow, now: number): Promise<void> {
  for (const asset of await listAssets(tx, assetsOf(attachments ?? []))) await askForUpload(tx, asset, now);
}

/** The next try uploads them anew. */
async function forgetFiles(tx: Tx, { attachments }: MassMessageRow): Promise<void> {
  const ids = [...new Set(assetsOf(attachments ?? []))];
  if (ids.length > 0)
    await execute(tx, `UPDATE media_asset SET media_id = NULL, media_id_at = NULL WHERE id ${inList(ids)}`, ids);
}

async function refuse(tx: Tx, sliceId: string, externalUserIds: readonly string[]): Promise<number> {
  let refused = 0;
  for (let start = 0; start < externalUserIds.length; start += IDS_PER_QUERY) {
    const ids = externalUserIds.slice(start, start + IDS_PER_QUERY);
    refused += await execute(
      tx,
      `UPDATE mass_message_customer SET outcome = 'refused' WHERE slice_id = ? AND outcome = 'waiting' AND external_user_id ${inList(ids)}`,
      [sliceId, ...ids],
    );
  }
  return refused;
}

function problemOf(error: unknown): string {
  if (isWecomError(error, NOBODY)) return 'mass_message.nobody_reached';
  if (error instanceof MassFileNotReady) return error.code;
  return isWecomError(error) && error.fault === 'permanent' ? 'mass_message.refused_by_wecom' : 'mass_message.stuck';
}
