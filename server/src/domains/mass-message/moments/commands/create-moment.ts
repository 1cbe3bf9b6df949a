import type { Dependencies } from '../../../../dependencies.ts';
import { findRow } from '../../../../platform/database/find-row.ts';
import { execute, inList, select } from '../../../../platform/database/sql.ts';
import type { Tx } from '../../../../platform/database/tx.ts';
import { recordEvent } from '../../../../platform/delivery/event.ts';
import type { MomentAttachment } from '../../../../wecom/api/moment.ts';
import { isWecomError } from '../../../../wecom/errors.ts';
import { command } from '../../../command.ts';
import { MediaBytesMissing } from '../../../media/errors.ts';
import { readBytes } from '../../../media/files.ts';
import { getAsset } from '../../../media/store.ts';
import { LOOK_FOR_MS } from '../../rules.ts';
import { MomentRow } from '../entity.ts';
import { MomentOutcomeOpen } from '../errors.ts';
import { momentProgressed } from '../events.ts';

const MINUTE = 60_000;
const UPLOAD_MS = 20_000;
const TOO_LARGE = [41081, 41082];

type Made = { jobId: string } | { wecomId: string } | null;

/** Has WeCom make a moment. Its media are uploaded anew: ids of other uploads are not taken (41072). */
export const createMomentTask = command<{ momentId: string }, Made>({
  name: 'create-moment',
  repeatIsHarmless: '调用前先记下;结果不明时先在企业微信的朋友圈记录中查找,找到就认领,不会重复创建',
  serialKey: ({ momentId }) => `moment ${momentId}`,

  async send({ momentId }, deps) {
    const { db, clock, wecom } = deps;
    const moment = await findRow(db.read, MomentRow, { id: momentId });
    if (!moment || (moment.state !== 'waiting' && moment.state !== 'calling')) return null;
    if (moment.state === 'calling') {
      const wecomId = await findLostMoment(deps, moment);
      if (wecomId) return { wecomId };
      if (clock.now() - (moment.calledAt ?? 0) < LOOK_FOR_MS) throw new MomentOutcomeOpen({ momentId });
      await db.transaction((tx) => moveOn(tx, momentId, 'calling', 'waiting', clock.now()));
    }
    const attachments = await uploadMedia(deps, moment);
    if (!(await db.transaction((tx) => moveOn(tx, momentId, 'waiting', 'calling', clock.now())))) return null;
    try {
      const { text, userIds, departmentIds, tagIds } = moment;
      return await wecom.moment.create({ text, attachments, userIds, departmentIds, tagIds }, { lane: 'bulk' });
    } catch (error) {
      if (isWecomError(error) && error.fault === 'unknown_outcome') throw new MomentOutcomeOpen({ momentId });
      await db.transaction((tx) => moveOn(tx, momentId, 'calling', 'waiting', clock.now()));
      throw error;
    }
  },

  async onDone(tx, { momentId }, made, now) {
    if (!made) return;
    const isThere = 'wecomId' in made;
    await execute(
      tx,
      `UPDATE moment SET state = ?, job_id = ?, wecom_id = ?, problem = NULL, next_poll_at = ? WHERE id = ? AND state = 'calling'`,
      [isThere ? 'running' : 'job', isThere ? null : made.jobId, isThere ? made.wecomId : null, now + MINUTE, momentId],
    );
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId } }));
  },

  async onGaveUp(tx, { momentId }, error, now) {
    await execute(
      tx,
      "UPDATE moment SET state = 'failed', problem = ? WHERE id = ? AND state IN ('waiting', 'calling')",
      [problemOf(error), momentId],
    );
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId } }));
  },
});

async function moveOn(tx: Tx, momentId: string, from: string, to: string, now: number): Promise<boolean> {
  const sql = 'UPDATE moment SET state = ?, called_at = ? WHERE id = ? AND state = ?';
  return (await execute(tx, sql, [to, now, momentId, from])) === 1;
}

/** Of the moments made since the call the one with this text that no row of ours owns. */
async function findLostMoment(
  { db, clock, wecom }: Pick<Dependencies, 'db' | 'clock' | 'wecom'>,
  { calledAt, text }: MomentRow,
): Promise<string | null> {
  const span = { from: (calledAt ?? clock.now()) - 2 * MINUTE, to: clock.now() + 2 * MINUTE };
  const listed = (await wecom.moment.list(span, { lane: 'bulk' })).filter((one) => one.text.trim() === text.trim());
  if (listed.length === 0) return null;
  const ids = listed.map((one) => one.momentId);
  const rows = await select<{ wecom_id: string }>(
    db.read,
    `SELECT wecom_id FROM moment WHERE wecom_id ${inList(ids)}`,
    ids,
  );
  return ids.find((id) => !rows.some((row) => row.wecom_id === id)) ?? null;
}

async function uploadMedia(
  deps: Pick<Dependencies, 'db' | 'config' | 'wecom'>,
  { media }: MomentRow,
): Promise<MomentAttachment[]> {
  const upload = async (kind: 'image' | 'video', assetId: string) => {
    const asset = await getAsset(deps.db.read, assetId);
    const bytes = await readBytes(deps.config.dataDir, asset.sha256);
    if (!bytes) throw new MediaBytesMissing({ mediaId: assetId });
    const file = { fileName: asset.name, mimeType: asset.mime, bytes };
    return (await deps.wecom.media.uploadForMoment(kind, file, { timeoutMs: UPLOAD_MS })).mediaId;
  };
  switch (media.kind) {
    case 'none':
      return [];
    case 'video':
      return [{ kind: 'video', mediaId: await upload('video', media.assetId) }];
    case 'link':
      return [{ kind: 'link', title: media.title, url: media.url, mediaId: await upload('image', media.coverAssetId) }];
    case 'images': {
      const attachments: MomentAttachment[] = [];
      for (const assetId of media.assetIds)
        attachments.push({ kind: 'image', mediaId: await upload('image', assetId) });
      return attachments;
    }
  }
}

function problemOf(error: unknown): string {
  if (isWecomError(error, ...TOO_LARGE)) return 'moment.picture_too_large';
  if (error instanceof MomentOutcomeOpen) return error.code;
  return isWecomError(error) && error.fault === 'permanent' ? 'moment.refused_by_wecom' : 'moment.stuck';
}
