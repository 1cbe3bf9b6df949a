import type { CareDraft } from '@zhike/shared/contracts/care';
import type { Dependencies } from '../../../dependencies.ts';
import { businessDate } from '../../../platform/business-time.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { checkDraft } from '../check-draft.ts';
import { CarePlanRow } from '../entity.ts';
import { CareChangedMeanwhile, TooManyCarePlans } from '../errors.ts';
import { carePlanSaved } from '../events.ts';
import { moveTo } from '../open-due.ts';
import { forgetUnserved, getCarePlan, listCarePlans, MAX_CARE_PLANS } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields'>;

/** Adds a plan, switched off. */
export async function createCarePlan(
  { db, clock, filterFields }: Needs,
  viewer: MemberViewer,
  draft: CareDraft,
): Promise<string> {
  return db.transaction(async (tx) => {
    if ((await listCarePlans(tx)).length >= MAX_CARE_PLANS) throw new TooManyCarePlans({ max: MAX_CARE_PLANS });
    await checkDraft(tx, filterFields, viewer, draft);
    const now = clock.now();
    const plan = tx.create(CarePlanRow, {
      id: newId(),
      title: draft.title,
      isOn: false,
      version: 1,
      definition: draft,
      nextDay: null,
      nextDueAt: null,
      place: null,
      updatedBy: viewer.userId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    await tx.insert(CarePlanRow, plan);
    await tell(tx, viewer, 'care.create', plan, now);
    return plan.id;
  });
}

/** From now on it goes by the new settings, beginning with today; whoever was remembered is not remembered again. */
export async function updateCarePlan(
  deps: Needs,
  viewer: MemberViewer,
  planId: string,
  { version, ...draft }: CareDraft & { version: number },
): Promise<void> {
  const { db, clock, filterFields } = deps;
  await db.transaction(async (tx) => {
    const before = await getCarePlan(tx, planId, { lock: true });
    if (before.version !== version) throw new CareChangedMeanwhile({ version: before.version });
    await checkDraft(tx, filterFields, viewer, draft);
    const now = clock.now();
    const change = {
      title: draft.title,
      definition: draft,
      version: version + 1,
      updatedBy: viewer.userId,
      updatedAt: now,
    };
    await tx.update(CarePlanRow, { id: planId }, change);
    const plan = { ...before, ...change };
    if (plan.isOn) await beginToday(tx, deps, plan);
    await tell(tx, viewer, 'care.update', plan, now);
  });
}

/** On: it begins with today. Off: no task is opened; what lies in that time is left out. */
export async function switchCarePlan(deps: Needs, viewer: MemberViewer, planId: string, isOn: boolean): Promise<void> {
  const { db, clock } = deps;
  await db.transaction(async (tx) => {
    const before = await getCarePlan(tx, planId, { lock: true });
    if (before.isOn === isOn) return;
    const now = clock.now();
    const change = { isOn, updatedBy: viewer.userId, updatedAt: now };
    const atRest = { nextDay: null, nextDueAt: null, place: null };
    await tx.update(CarePlanRow, { id: planId }, isOn ? change : { ...change, ...atRest });
    const plan = { ...before, ...change };
    if (isOn) await beginToday(tx, deps, plan);
    await tell(tx, viewer, isOn ? 'care.switch_on' : 'care.switch_off', plan, now);
  });
}

/** Its tasks stay, and so does what is known of them. */
export async function deleteCarePlan({ db, clock }: Needs, viewer: MemberViewer, planId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const plan = await getCarePlan(tx, planId, { lock: true });
    const now = clock.now();
    const change = { isOn: false, nextDay: null, nextDueAt: null, place: null, deletedAt: now, updatedAt: now };
    await tx.update(CarePlanRow, { id: planId }, change);
    await tell(tx, viewer, 'care.delete', plan, now);
  });
}

async function beginToday(tx: Tx, { clock, config }: Needs, plan: CarePlanRow): Promise<void> {
  const today = businessDate(clock.now(), config.timeZone);
  await forgetUnserved(tx, plan, today);
  await moveTo(tx, { config }, plan, today);
}

/** In the log, and to the pages that show it. */
async function tell(
  tx: Tx,
  viewer: MemberViewer,
  action: string,
  { id, title, version, isOn, definition }: CarePlanRow,
  now: number,
): Promise<void> {
  await audit(tx, viewer, {
    action,
    subject: { kind: 'care_plan', id },
    after: { title, version, isOn, occasion: definition.occasion.kind },
  });
  await recordEvent(tx, carePlanSaved({ occurredAt: now, payload: { planId: id } }));
}
