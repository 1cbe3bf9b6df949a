import type { SopDraft, SopPlanStep } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../dependencies.ts';
import { matchesFilter } from '../../engines/filter/evaluate.ts';
import { loadFacts } from '../../engines/filter/facts.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import { newId } from '../../platform/id.ts';
import type { z } from 'zod';
import type { MemberViewer } from '../corp/viewer.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import { lastDaysOf } from './last-days.ts';
import { findStart } from './find-start.ts';
import { planCalendar } from './calendar.ts';
import { planSteps } from './plan.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields'>;

export interface TriedPlan {
  /** null: the customer lacks what the steps count from. */
  startsAt: number | null;
  steps: z.infer<typeof SopPlanStep>[];
}

/** When each step of a draft would be due, for a customer or for anybody; nothing is written. */
export async function tryPlan(
  deps: Needs,
  viewer: MemberViewer,
  { draft, customerId, startsAt: given }: { draft: SopDraft; customerId?: string; startsAt?: number },
): Promise<TriedPlan> {
  const { db, clock, config } = deps;
  const now = clock.now();
  const customer = customerId ? await getVisibleCustomer(db.read, viewer, customerId) : null;
  const definition = { ...draft, steps: draft.steps.map((step) => ({ ...step, id: step.id ?? newId() })) };
  const startsAt = customer
    ? await findStart(db.read, customer, draft.start, lastDaysOf(definition), { now, timeZone: config.timeZone })
    : (given ?? now);
  if (startsAt === null) return { startsAt, steps: [] };
  const calendar = await planCalendar(db.read, config.timeZone);
  const steps = [];
  for (const { step, dueAt, movedFrom } of planSteps(definition, startsAt, calendar))
    steps.push({
      stepId: step.id,
      title: step.title,
      dueAt,
      moved: movedFrom ? `原定 ${movedFrom} 是休息日` : null,
      fits: await fits(deps, customer, step.filter, now),
      isPast: dueAt < now,
    });
  return { startsAt, steps };
}

async function fits(
  { db, filterFields, config }: Needs,
  customer: CustomerRow | null,
  filter: SopDraft['steps'][number]['filter'],
  now: number,
): Promise<boolean | null> {
  if (!filter || !customer) return null;
  const context = { now, timeZone: config.timeZone };
  const prepared = await prepareFilter(db.read, filterFields, filter);
  const facts = await loadFacts(db.read, [customer.id], prepared, context);
  return matchesFilter(prepared, facts.get(customer.id)!, context);
}
