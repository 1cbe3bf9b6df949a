import type { MomentDraft } from '@zhike/shared/contracts/moment';
import type { Dependencies } from '../../../dependencies.ts';
import { claimCreation } from '../../../platform/database/creation-key.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { listAssets } from '../../media/store.ts';
import { requireUsableTags } from '../../tag/visible.ts';
import { cancelMomentTask } from './commands/cancel-moment.ts';
import { createMomentTask } from './commands/create-moment.ts';
import { MomentRow } from './entity.ts';
import { MomentFileUnfit, MomentNotFound, MomentNotRunning } from './errors.ts';
import { momentProgressed } from './events.ts';
import { publishersInScope } from './publishers.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** Asks reps to publish a moment: WeCom is asked by a command, and they confirm in their client. With the same key it is asked for once. */
export async function createMoment(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { idempotencyKey: key, ...draft }: MomentDraft,
): Promise<string> {
  const [id, now] = [newId(), clock.now()];
  return db.transaction(async (tx) => {
    const creation = { kind: 'moment' as const, userId: viewer.userId, key, id, machineNow: clock.machineNow() };
    const madeId = await claimCreation(tx, creation);
    if (madeId) return madeId;
    await requireFiles(tx, draft);
    await requireUsableTags(tx, viewer, draft.tagIds);
    const publishers = await publishersInScope(tx, viewer, draft);
    await tx.insert(MomentRow, {
      id,
      ...draft,
      ...publishers,
      state: 'waiting',
      problem: null,
      jobId: null,
      wecomId: null,
      calledAt: null,
      polls: 0,
      nextPollAt: null,
      readAt: null,
      leftOut: null,
      createdBy: viewer.userId,
      createdAt: now,
    });
    await enqueue(tx, createMomentTask({ momentId: id }));
    await audit(tx, viewer, {
      action: 'moment.create',
      subject: { kind: 'moment', id },
      after: { media: draft.media.kind, ...publishers, tagIds: draft.tagIds },
    });
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId: id } }));
    return id;
  });
}

export async function cancelMoment({ db, clock }: Needs, viewer: MemberViewer, momentId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const moment = await getMomentFor(tx, viewer, momentId, { lock: true });
    if (moment.state !== 'running') throw new MomentNotRunning({ momentId });
    // Results are still read: those who published it before have theirs.
    await execute(tx, "UPDATE moment SET state = 'cancelled' WHERE id = ?", [momentId]);
    await enqueue(tx, cancelMomentTask({ momentId }));
    await audit(tx, viewer, { action: 'moment.cancel', subject: { kind: 'moment', id: momentId } });
    await recordEvent(tx, momentProgressed({ occurredAt: clock.now(), payload: { momentId } }));
  });
}

/** One's own; for admins everybody's. */
export async function getMomentFor(
  tx: Tx,
  viewer: MemberViewer,
  momentId: string,
  options: { lock?: boolean } = {},
): Promise<MomentRow> {
  const moment = await findRow(tx, MomentRow, { id: momentId }, options);
  if (!moment || (viewer.role !== 'admin' && moment.createdBy !== viewer.userId))
    throw new MomentNotFound({ momentId });
  return moment;
}

async function requireFiles(tx: Tx, { media }: MomentDraft): Promise<void> {
  if (media.kind === 'none') return;
  const ids = media.kind === 'images' ? media.assetIds : [media.kind === 'video' ? media.assetId : media.coverAssetId];
  const kind = media.kind === 'video' ? 'video' : 'image';
  const assets = await listAssets(tx, ids);
  for (const assetId of ids)
    if (assets.find(({ id }) => id === assetId)?.kind !== kind) throw new MomentFileUnfit({ assetId });
}
