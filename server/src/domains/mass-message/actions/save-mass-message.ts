import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer-list';
import type { MassDraft } from '@zhike/shared/contracts/mass-message';
import type { Dependencies } from '../../../dependencies.ts';
import { claimCreation } from '../../../platform/database/creation-key.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { readFilter } from '../../customer/list-filter.ts';
import { getUsableSegment } from '../../segment/store.ts';
import { freezeAttachments } from '../attachments.ts';
import { MassMessageRow } from '../entity.ts';
import { MassMessageBegun, MassMessageChangedMeanwhile, MassMessageEmpty, MassTextHasVariables } from '../errors.ts';
import { massMessageProgressed } from '../events.ts';
import { variablesIn } from '../rules.ts';
import { sayTarget } from '../say-target.ts';
import { getMassMessageFor, isOpen } from '../store.ts';

export type SaveDeps = Pick<Dependencies, 'db' | 'clock' | 'keys' | 'filterFields' | 'config'>;

/**
 * Writes a mass message, or a new version of one that has not begun. What cannot be sent is refused now, not when it begins. Asked again
 * with the same key, it is the one that was written.
 */
export async function saveMassMessage(
  deps: SaveDeps,
  viewer: MemberViewer,
  { idempotencyKey, ...draft }: MassDraft & { idempotencyKey?: string },
  existing?: { massMessageId: string; version: number },
): Promise<string> {
  const { db, clock, config } = deps;
  const now = clock.now();
  checkTexts(draft);
  const byFilter = await readFilter(deps, draft.filter);
  const sentence = await sayTarget(db.read, deps, draft.filter);
  const id = existing?.massMessageId ?? newId();
  return db.transaction(async (tx) => {
    const key = existing ? undefined : idempotencyKey;
    const creation = { kind: 'mass_message' as const, userId: viewer.userId, key, id, machineNow: clock.machineNow() };
    const madeId = await claimCreation(tx, creation);
    if (madeId) return madeId;
    await freezeAttachments(tx, viewer, draft.materialIds, { now, timeZone: config.timeZone });
    if (draft.segmentId) await getUsableSegment(tx, viewer, draft.segmentId);
    const { name, texts, materialIds, filter, segmentId } = draft;
    if (existing) {
      const message = await getMassMessageFor(tx, viewer, id, { lock: true });
      if (!isOpen(message)) throw new MassMessageBegun({ massMessageId: id });
      const changed = await execute(
        tx,
        `UPDATE mass_message SET name = ?, texts = ?, material_ids = ?, attachments = NULL, asked_filter = ?, by_filter = ?,
           sentence = ?, segment_id = ?, status = 'draft', start_at = NULL, version = version + 1 WHERE id = ? AND version = ?`,
        [
          name,
          JSON.stringify(texts),
          JSON.stringify(materialIds),
          JSON.stringify(filter),
          JSON.stringify(byFilter),
          sentence,
          segmentId,
          id,
          existing.version,
        ],
      );
      if (changed === 0) throw new MassMessageChangedMeanwhile({ massMessageId: id });
    } else
      await tx.insert(MassMessageRow, {
        id,
        name,
        texts,
        materialIds,
        attachments: null,
        askedFilter: filter,
        byFilter,
        sentence,
        segmentId,
        status: 'draft',
        collectedTo: null,
        customerCount: 0,
        unreachableCount: 0,
        skippedCount: 0,
        startAt: null,
        startedAt: null,
        endedAt: null,
        problem: null,
        originKind: null,
        originId: null,
        originPart: null,
        version: 1,
        createdBy: viewer.userId,
        createdAt: now,
      });
    await audit(tx, viewer, {
      action: existing ? 'mass_message.update' : 'mass_message.create',
      subject: { kind: 'mass_message', id },
      after: { name, texts: texts.length, materialIds, filter: withoutWords(filter) },
    });
    await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId: id } }));
    return id;
  });
}

export async function deleteMassMessage(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  massMessageId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const message = await getMassMessageFor(tx, viewer, massMessageId, { lock: true });
    if (!isOpen(message)) throw new MassMessageBegun({ massMessageId });
    await tx.delete(MassMessageRow, { id: massMessageId });
    await audit(tx, viewer, {
      action: 'mass_message.delete',
      subject: { kind: 'mass_message', id: massMessageId },
      before: { name: message.name },
    });
    await recordEvent(tx, massMessageProgressed({ occurredAt: clock.now(), payload: { massMessageId } }));
  });
}

function checkTexts({ texts, materialIds }: MassDraft): void {
  for (const [index, text] of texts.entries()) {
    const field = `texts.${index}`;
    const names = variablesIn(text);
    if (names.length > 0) throw new MassTextHasVariables({ field, names });
    // Two that are tried against each other differ in their words.
    if (text === '' && (materialIds.length === 0 || texts.length > 1)) throw new MassMessageEmpty({ field });
  }
}

/** For the record of operations, where no name and no phone number may stand. */
function withoutWords({ q, filter, ...conditions }: AskedFilter): object {
  return { ...conditions, ...(q ? { searched: true } : {}), ...(filter ? { filtered: true } : {}) };
}
