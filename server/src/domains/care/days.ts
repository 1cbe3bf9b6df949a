import type { CareComing, CareDay } from '@zhike/shared/contracts/care';
import { addDays, daysBetween } from '@zhike/shared/formulas/calendar';
import type { z } from 'zod';
import type { Dependencies } from '../../dependencies.ts';
import { festivalsIn } from '../../engines/lunar/festivals.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { isWorkday } from '../../engines/workdays/workdays.ts';
import { businessDate } from '../../platform/business-time.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import { workCalendar } from '../task/work-time.ts';
import { countOn, peopleOn } from './people.ts';
import { nextOccasion, opensAt } from './rules.ts';
import { sayWhat } from './say-care.ts';
import { fieldNames, getCarePlan, plansInUse } from './store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields'>;

export const DAYS_AHEAD = 30;
/** Beyond that the exact number is worth no question. */
const MOST_COUNTED = 400;

/** The next 30 days: holidays, days off, and how many customers the plans in use remember, as far as the viewer sees them. */
export async function listDays(deps: Needs, viewer: MemberViewer): Promise<CareDay[]> {
  const { db, clock, config } = deps;
  const today = businessDate(clock.now(), config.timeZone);
  const days = daysBetween(today, addDays(today, DAYS_AHEAD - 1));
  const year = Number(today.slice(0, 4));
  const festivals = festivalsIn(year, year + 1);
  const calendar = await workCalendar(db.read, config.timeZone);
  const plans = await plansInUse(db.read);
  const holidays = new Map(
    plans.flatMap(({ id, definition: { occasion } }) =>
      occasion.kind === 'holiday' ? [[id, nextOccasion(occasion, today)]] : [],
    ),
  );
  const items: CareDay[] = [];
  for (const day of days) {
    const care: CareDay['care'] = [];
    for (const { id, title, definition } of plans) {
      if (holidays.has(id) && holidays.get(id) !== day) continue;
      const asked = { scope: viewer.scope, most: MOST_COUNTED };
      const { customers, isMore } = await countOn(db.read, deps, definition, day, asked);
      if (customers > 0 || isMore)
        care.push({ plan: { id, title, kind: definition.occasion.kind }, customers, isMore });
    }
    items.push({
      day,
      lunar: lunarDayText(day),
      festivals: festivals.filter((one) => one.day === day).map(({ name }) => name),
      isWorkday: isWorkday(day, calendar),
      care,
    });
  }
  return items;
}

/** Whom a plan remembers on a day, as far as the viewer sees them. */
export async function listPeopleOfDay(
  deps: Needs,
  viewer: MemberViewer,
  { planId, day, cursor, limit }: { planId: string; day: string; cursor?: string; limit: number },
): Promise<{ items: z.infer<typeof CareComing>[]; nextCursor: string | null }> {
  const { db, config } = deps;
  const { definition } = await getCarePlan(db.read, planId);
  if (nextOccasion(definition.occasion, day) !== day) return { items: [], nextCursor: null };
  const asked = { after: cursor ?? null, limit, scope: viewer.scope };
  const { people, next } = await peopleOn(db.read, deps, definition, day, asked);
  const ids = people.map(({ customerId }) => customerId);
  const answerers = await whoAnswerFor(db.read, ids);
  const cards = await memberCards(db.read, [...new Set(answerers.values())]);
  const customers = await customersOf(db.read, ids);
  const nameOf = await fieldNames(db.read);
  const opens = opensAt(day, definition, await workCalendar(db.read, config.timeZone));
  return {
    items: people.flatMap((person) => {
      const customer = customers.get(person.customerId);
      const userId = answerers.get(person.customerId);
      if (!customer) return [];
      return {
        customer,
        assignee: userId ? (cards.get(userId) ?? { userId, name: userId, avatar: null }) : null,
        what: sayWhat(definition.occasion, { day, ...person }, nameOf),
        opensAt: opens,
      };
    }),
    nextCursor: next,
  };
}

async function customersOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { id: string; name: string; avatar: string | null }>();
  const rows = await select<{ id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT id, name, avatar FROM customer WHERE id ${inList(ids)}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
