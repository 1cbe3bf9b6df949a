import type { SopDefinition, SopDraft } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { endDeletedSops } from '../commands/end-deleted-sops.ts';
import { beginsByDate, placeInDates } from '../dates.ts';
import { checkDefinition } from '../check-definition.ts';
import { SopRow, SopVersionRow } from '../entity.ts';
import { SopChangedMeanwhile, SopPartMissing, TooManySops } from '../errors.ts';
import { sopSaved } from '../events.ts';
import { getSop, listAllSops, MAX_SOPS } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'filterFields' | 'config'>;

/** Adds an SOP, switched off. */
export async function createSop(
  { db, clock, filterFields, config }: Needs,
  viewer: MemberViewer,
  draft: SopDraft,
): Promise<SopRow> {
  return db.transaction(async (tx) => {
    if ((await listAllSops(tx)).length >= MAX_SOPS) throw new TooManySops({ max: MAX_SOPS });
    const now = clock.now();
    const definition = settle(draft, []);
    await checkDefinition(tx, filterFields, viewer, definition, { now, timeZone: config.timeZone });
    const sop = tx.create(SopRow, {
      id: newId(),
      name: draft.name,
      description: draft.description,
      isOn: false,
      onSince: null,
      version: 1,
      definition,
      datesDueAt: null,
      datesSince: null,
      datesTo: null,
      datesAfter: null,
      createdBy: viewer.userId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    await tx.insert(SopRow, sop);
    await keepVersion(tx, viewer, sop, now);
    await tellOfSop(tx, viewer, 'sop.create', sop, now);
    return sop;
  });
}

/** A new version; customers under way keep theirs. */
export async function updateSop(
  { db, clock, filterFields, config }: Needs,
  viewer: MemberViewer,
  sopId: string,
  { version, ...draft }: SopDraft & { version: number },
): Promise<SopRow> {
  return db.transaction(async (tx) => {
    const before = await getSop(tx, sopId, { lock: true });
    if (before.version !== version) throw new SopChangedMeanwhile({ version: before.version });
    const now = clock.now();
    const definition = settle(
      draft,
      before.definition.steps.map(({ id }) => id),
    );
    await checkDefinition(tx, filterFields, viewer, definition, { now, timeZone: config.timeZone });
    const change = {
      name: draft.name,
      description: draft.description,
      definition,
      version: version + 1,
      updatedAt: now,
      ...placeInDates(before, definition, now),
    };
    await tx.update(SopRow, { id: sopId }, change);
    const sop = { ...before, ...change };
    await keepVersion(tx, viewer, sop, now);
    await tellOfSop(tx, viewer, 'sop.update', sop, now);
    return sop;
  });
}

/** Off: nobody begins and no step opens. What falls due meanwhile is skipped when it is on again. */
export async function switchSop(
  { db, clock }: Pick<Needs, 'db' | 'clock'>,
  viewer: MemberViewer,
  sopId: string,
  isOn: boolean,
): Promise<SopRow> {
  return db.transaction(async (tx) => {
    const before = await getSop(tx, sopId, { lock: true });
    if (before.isOn === isOn) return before;
    const now = clock.now();
    const dates = isOn ? { datesDueAt: beginsByDate(before.definition) ? now : null, datesSince: now } : {};
    const change = { isOn, onSince: isOn ? now : before.onSince, updatedAt: now, ...dates };
    await tx.update(SopRow, { id: sopId }, change);
    const sop = { ...before, ...change };
    await tellOfSop(tx, viewer, isOn ? 'sop.switch_on' : 'sop.switch_off', sop, now);
    return sop;
  });
}

/** Removes an SOP; those under way stop soon, a part at a time. What they did stays known. */
export async function deleteSop(
  { db, clock }: Pick<Needs, 'db' | 'clock'>,
  viewer: MemberViewer,
  sopId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const sop = await getSop(tx, sopId, { lock: true });
    const now = clock.now();
    await tx.update(SopRow, { id: sopId }, { deletedAt: now, isOn: false, updatedAt: now });
    await enqueue(tx, endDeletedSops({}));
    await tellOfSop(tx, viewer, 'sop.delete', sop, now);
  });
}

/** Steps keep the id they had, new ones get one. */
function settle(draft: SopDraft, known: readonly string[]): SopDefinition {
  const used = new Set<string>();
  return {
    ...draft,
    steps: draft.steps.map((step, index) => {
      if (step.id && (!known.includes(step.id) || used.has(step.id)))
        throw new SopPartMissing({ part: 'step', id: step.id, path: `steps.${index}.id` });
      const id = step.id ?? newId();
      used.add(id);
      return { ...step, id };
    }),
  };
}

async function keepVersion(
  tx: Tx,
  viewer: MemberViewer,
  { id, version, definition }: SopRow,
  now: number,
): Promise<void> {
  await tx.insert(SopVersionRow, { sopId: id, version, definition, createdBy: viewer.userId, createdAt: now });
}

/** In the log, and to the pages that show it. */
export async function tellOfSop(
  tx: Tx,
  viewer: MemberViewer,
  action: string,
  { id, name, version, isOn, definition }: SopRow,
  now: number,
  more: Record<string, unknown> = {},
): Promise<void> {
  await audit(tx, viewer, {
    action,
    subject: { kind: 'sop', id },
    after: { name, version, isOn, steps: definition.steps.map(({ title }) => title), ...more },
  });
  await recordEvent(tx, sopSaved({ occurredAt: now, payload: { sopId: id } }));
}
