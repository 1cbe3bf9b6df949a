import type { Dependencies } from '../../../../dependencies.ts';
import { findRow } from '../../../../platform/database/find-row.ts';
import { execute } from '../../../../platform/database/sql.ts';
import type { Tx } from '../../../../platform/database/tx.ts';
import { recordEvent } from '../../../../platform/delivery/event.ts';
import type { MomentAttachment } from '../../../../wecom/api/moment.ts';
import { isWecomError } from '../../../../wecom/errors.ts';
import { command } from '../../../command.ts';
import { MediaBytesMissing } from '../../../media/errors.ts';
import { readBytes } from '../../../media/files.ts';
import { getAsset } from '../../../media/store.ts';
import { MomentRow, type MomentState } from '../entity.ts';
import { MomentOutcomeOpen } from '../errors.ts';
import { momentProgressed } from '../events.ts';
import { findLostMoment } from '../find-lost-moment.ts';

const MINUTE = 60_000;
/** The last two: somebody has it tried again. */
const MAY_BE_MADE: readonly MomentState[] = ['waiting', 'calling', 'failed', 'unknown'];
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
    if (!moment || !MAY_BE_MADE.includes(moment.state)) return null;
    if (moment.state === 'calling' || moment.state === 'unknown') {
      const found = await findLostMoment(deps, moment);
      if (found === 'open') return stayOpen(deps, momentId);
      if (found) return { wecomId: found };
    }
    const attachments = await uploadMedia(deps, moment);
    if (!(await db.transaction((tx) => beginCall(tx, moment, clock.now())))) return null;
    try {
      const { text, userIds, departmentIds, tagIds } = moment;
      return await wecom.moment.create({ text, attachments, userIds, departmentIds, tagIds }, { lane: 'bulk' });
    } catch (error) {
      if (isWecomError(error) && error.fault === 'unknown_outcome') return stayOpen(deps, momentId);
      // WeCom said no, or was never reached: another try is no repeat.
      await db.transaction((tx) =>
        execute(tx, "UPDATE moment SET state = 'waiting', problem = NULL WHERE id = ? AND state = 'calling'", [
          momentId,
        ]),
      );
      throw error;
    }
  },

  async onDone(tx, { momentId }, made, now) {
    if (!made) return;
    const isThere = 'wecomId' in made;
    await execute(
      tx,
      `UPDATE moment SET state = ?, job_id = ?, wecom_id = ?, problem = NULL, next_poll_at = ? WHERE id = ? AND state IN ('calling', 'unknown')`,
      [isThere ? 'running' : 'job', isThere ? null : made.jobId, isThere ? made.wecomId : null, now + MINUTE, momentId],
    );
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId } }));
  },

  async onGaveUp(tx, { momentId }, error, now) {
    const moment = await findRow(tx, MomentRow, { id: momentId }, { lock: true });
    if (!moment || !MAY_BE_MADE.includes(moment.state)) return;
    // Asked, and no answer, however long it was looked for: whoever wrote it has to look in WeCom.
    const isOpen = moment.state === 'calling' || moment.state === 'unknown';
    const ending = isOpen ? ['unknown', 'moment.outcome_unknown'] : ['failed', problemOf(error)];
    await execute(tx, 'UPDATE moment SET state = ?, problem = ? WHERE id = ?', [...ending, momentId]);
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId } }));
  },
});

/** Commits that WeCom is about to be asked. False: somebody else is at it. */
async function beginCall(tx: Tx, { id, state }: MomentRow, now: number): Promise<boolean> {
  const sql = "UPDATE moment SET state = 'calling', problem = NULL, called_at = ? WHERE id = ? AND state = ?";
  return (await execute(tx, sql, [now, id, state])) === 1;
}

/** Whoever looks at it is told that the answer is being looked for. */
async function stayOpen({ db, clock }: Pick<Dependencies, 'db' | 'clock'>, momentId: string): Promise<never> {
  await db.transaction(async (tx) => {
    const isNews = await execute(
      tx,
      "UPDATE moment SET problem = 'moment.outcome_open' WHERE id = ? AND state = 'calling' AND problem IS NULL",
      [momentId],
    );
    if (isNews > 0) await recordEvent(tx, momentProgressed({ occurredAt: clock.now(), payload: { momentId } }));
  });
  throw new MomentOutcomeOpen({ momentId });
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
  return isWecomError(error) && error.fault === 'permanent' ? 'moment.refused_by_wecom' : 'moment.stuck';
}
