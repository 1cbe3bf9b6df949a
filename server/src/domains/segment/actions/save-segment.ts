import type { Filter } from '@zhike/shared/contracts/filter';
import type { SegmentDraft } from '@zhike/shared/contracts/segment';
import type { Dependencies } from '../../../dependencies.ts';
import { prepareFilter } from '../../../engines/filter/prepare.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { SegmentRow } from '../entity.ts';
import { SegmentChangedMeanwhile, TooManySegments } from '../errors.ts';
import { segmentChanged } from '../events.ts';
import { countSegmentsOf, getEditableSegment, getUsableSegment } from '../store.ts';

type Parts = Pick<Dependencies, 'db' | 'clock' | 'filterFields'>;

/** Of one member: more than anybody keeps in mind. */
const MAX_OWN_SEGMENTS = 200;
const MAX_NAME = 30;

export async function createSegment(deps: Parts, viewer: MemberViewer, draft: SegmentDraft): Promise<string> {
  return deps.db.transaction(async (tx) => insertSegment(tx, deps, viewer, draft));
}

/** Everybody may take a copy of what she may use, and change it as she likes. */
export async function copySegment(deps: Parts, viewer: MemberViewer, segmentId: string): Promise<string> {
  return deps.db.transaction(async (tx) => {
    const { name, description, filter } = await getUsableSegment(tx, viewer, segmentId);
    const suffix = ' 副本';
    const copied = `${[...name].slice(0, MAX_NAME - suffix.length).join('')}${suffix}`;
    return insertSegment(tx, deps, viewer, { name: copied, description, filter, visibility: 'own' });
  });
}

async function insertSegment(tx: Tx, deps: Parts, viewer: MemberViewer, draft: SegmentDraft): Promise<string> {
  const now = deps.clock.now();
  await prepareFilter(tx, deps.filterFields, draft.filter);
  if ((await countSegmentsOf(tx, viewer.userId)) >= MAX_OWN_SEGMENTS)
    throw new TooManySegments({ max: MAX_OWN_SEGMENTS });
  const id = newId();
  await tx.insert(SegmentRow, {
    id,
    ...draft,
    ownerUserId: viewer.userId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await audit(tx, viewer, { action: 'segment.create', subject: { kind: 'segment', id }, after: auditedValues(draft) });
  await tell(tx, viewer, id, now);
  return id;
}

export async function updateSegment(
  deps: Parts,
  viewer: MemberViewer,
  segmentId: string,
  { version, ...draft }: SegmentDraft & { version: number },
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const segment = await getEditableSegment(tx, viewer, segmentId);
    await prepareFilter(tx, deps.filterFields, draft.filter);
    const changed = await execute(
      tx,
      `UPDATE segment SET name = ?, description = ?, filter = ?, visibility = ?, version = version + 1, updated_at = ?
        WHERE id = ? AND version = ?`,
      [draft.name, draft.description, JSON.stringify(draft.filter), draft.visibility, now, segmentId, version],
    );
    if (changed === 0) throw new SegmentChangedMeanwhile({ segmentId });
    await audit(tx, viewer, {
      action: 'segment.update',
      subject: { kind: 'segment', id: segmentId },
      before: auditedValues(segment),
      after: auditedValues(draft),
    });
    await tell(tx, viewer, segmentId, now);
  });
}

export async function deleteSegment(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  segmentId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const segment = await getEditableSegment(tx, viewer, segmentId);
    await tx.delete(SegmentRow, { id: segmentId });
    await audit(tx, viewer, {
      action: 'segment.delete',
      subject: { kind: 'segment', id: segmentId },
      before: { name: segment.name, visibility: segment.visibility },
    });
    await tell(tx, viewer, segmentId, clock.now());
  });
}

async function tell(tx: Tx, viewer: MemberViewer, segmentId: string, now: number): Promise<void> {
  await recordEvent(
    tx,
    segmentChanged({ occurredAt: now, memberUserId: null, payload: { segmentId, byUserId: viewer.userId } }),
  );
}

/** By which fields it narrows, not by which values: a filter may hold somebody's name. */
const auditedValues = ({ name, visibility, filter }: Pick<SegmentDraft, 'name' | 'visibility' | 'filter'>) => ({
  name,
  visibility,
  fields: [...new Set(fieldsOf(filter))],
});

function fieldsOf(filter: Filter): string[] {
  if ('all' in filter) return filter.all.flatMap(fieldsOf);
  if ('any' in filter) return filter.any.flatMap(fieldsOf);
  return 'not' in filter ? fieldsOf(filter.not) : [filter.field];
}
