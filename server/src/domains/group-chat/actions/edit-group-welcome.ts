import type { GroupWelcomeSettings } from '@zhike/shared/contracts/group-welcome';
import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import { assetOf } from '../../channel/check-settings.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { listAssets } from '../../media/store.ts';
import { deleteGroupWelcome } from '../commands/delete-group-welcome.ts';
import { tellGroupWelcome } from '../commands/tell-group-welcome.ts';
import { GroupWelcomeBusy, GroupWelcomeMaterialNotUsable, GroupWelcomeNotFound } from '../errors.ts';
import { groupWelcomeChanged } from '../events.ts';
import { GroupWelcomeRow } from '../welcome-entity.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** Written as a draft; WeCom is told by the outbox. */
export async function createWelcome(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { notify, ...settings }: GroupWelcomeSettings & { notify: boolean },
): Promise<string> {
  const welcomeId = newId();
  await db.transaction(async (tx) => {
    const now = clock.now();
    await useMaterial(tx, welcomeId, settings, now);
    await tx.insert(GroupWelcomeRow, {
      ...settings,
      id: welcomeId,
      notify,
      status: 'draft',
      templateId: null,
      problem: null,
      createdBy: viewer.userId,
      createdAt: now,
      updatedAt: now,
    });
    await enqueue(tx, tellGroupWelcome({ welcomeId }));
    await tell(tx, viewer, { welcomeId, action: 'create', now, after: { ...settings, notify } });
  });
  return welcomeId;
}

export async function updateWelcome(
  { db, clock }: Needs,
  viewer: MemberViewer,
  welcomeId: string,
  settings: GroupWelcomeSettings,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const { name, text, attachment, status } = await getWelcome(tx, welcomeId);
    if (status === 'asking' || status === 'unknown') throw new GroupWelcomeBusy({ welcomeId });
    await useMaterial(tx, welcomeId, settings, now);
    await tx.update(GroupWelcomeRow, { id: welcomeId }, { ...settings, problem: null, updatedAt: now });
    await enqueue(tx, tellGroupWelcome({ welcomeId }));
    await tell(tx, viewer, {
      welcomeId,
      action: 'update',
      now,
      before: { name, text, attachment },
      after: { ...settings },
    });
  });
}

/** A person has looked in WeCom and says that it is not there. */
export async function retryWelcome({ db, clock }: Needs, viewer: MemberViewer, welcomeId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { status } = await getWelcome(tx, welcomeId);
    if (status !== 'unknown') throw new GroupWelcomeBusy({ welcomeId });
    await execute(tx, "UPDATE group_welcome SET status = 'draft', problem = NULL WHERE id = ?", [welcomeId]);
    await enqueue(tx, tellGroupWelcome({ welcomeId }));
    await tell(tx, viewer, { welcomeId, action: 'retry', now: clock.now() });
  });
}

export async function deleteWelcome({ db, clock }: Needs, viewer: MemberViewer, welcomeId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const { name, status, templateId } = await getWelcome(tx, welcomeId);
    if (status === 'asking') throw new GroupWelcomeBusy({ welcomeId });
    await execute(tx, "UPDATE group_welcome SET status = 'deleted', updated_at = ? WHERE id = ?", [now, welcomeId]);
    await keepMediaFresh(tx, usedBy(welcomeId), [], now);
    if (templateId) await enqueue(tx, deleteGroupWelcome({ welcomeId, templateId }));
    await tell(tx, viewer, { welcomeId, action: 'delete', now, before: { name } });
  });
}

const usedBy = (welcomeId: string) => `group-welcome:${welcomeId}`;

async function useMaterial(
  tx: Tx,
  welcomeId: string,
  { attachment }: GroupWelcomeSettings,
  now: number,
): Promise<void> {
  const asset = attachment ? assetOf(attachment) : null;
  if (asset) {
    const [stored] = await listAssets(tx, [asset.assetId]);
    if (stored?.kind !== asset.kind) throw new GroupWelcomeMaterialNotUsable({ assetIds: [asset.assetId] });
  }
  await keepMediaFresh(tx, usedBy(welcomeId), asset ? [asset.assetId] : [], now);
}

async function getWelcome(tx: Tx, welcomeId: string): Promise<GroupWelcomeRow> {
  const row = await findRow(tx, GroupWelcomeRow, { id: welcomeId }, { lock: true });
  if (!row || row.status === 'deleted') throw new GroupWelcomeNotFound({ welcomeId });
  return row;
}

interface Done {
  welcomeId: string;
  action: 'create' | 'update' | 'retry' | 'delete';
  now: number;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

async function tell(tx: Tx, viewer: MemberViewer, { welcomeId, action, now, before, after }: Done): Promise<void> {
  await recordEvent(tx, groupWelcomeChanged({ occurredAt: now, payload: { welcomeId } }));
  await audit(tx, viewer, {
    action: `group_welcome.${action}`,
    subject: { kind: 'group_welcome', id: welcomeId },
    before,
    after,
  });
}
