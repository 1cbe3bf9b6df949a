import type { CareDraft, CarePreview } from '@zhike/shared/contracts/care';
import { addDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { businessDate } from '../../platform/business-time.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import { checkDraft } from './check-draft.ts';
import { peopleOn } from './people.ts';
import { nextOccasion } from './rules.ts';
import { sayPlan } from './say-care.ts';
import { DAYS_AHEAD } from './days.ts';
import { fieldNames } from './store.ts';

const AT_ONCE = 200;
/** Looked at before a part is answered: so many days, or so many customers. */
const DAYS_PER_PART = 10;
const CUSTOMERS_PER_PART = 2_000;

/** Whom a draft would remember, and who would have how much to do: a part at a time, the caller adds up and asks on. Nothing is written. */
export async function previewCare(
  deps: Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields'>,
  viewer: MemberViewer,
  { draft, cursor }: { draft: CareDraft; cursor?: string },
): Promise<CarePreview> {
  const { db, clock, config, filterFields } = deps;
  if (!cursor) await checkDraft(db.read, filterFields, viewer, draft);
  const today = businessDate(clock.now(), config.timeZone);
  const [first = nextOccasion(draft.occasion, today), after = ''] = cursor
    ? decodeCursor(cursor, ['string', 'string'])
    : [];
  const last = draft.occasion.kind === 'holiday' ? first : addDays(today, DAYS_AHEAD - 1);
  const perRep = new Map<string, number>();
  const perDay = new Map<string, number>();
  let [nobody, seen, looked] = [0, 0, 0];
  let place: string | null = after || null;
  let day = first;
  while (day <= last && looked < DAYS_PER_PART && seen < CUSTOMERS_PER_PART) {
    const asked = { after: place, limit: AT_ONCE, scope: viewer.scope };
    const { people, next } = await peopleOn(db.read, deps, draft, day, asked);
    const ids = people.map(({ customerId }) => customerId);
    const answerers = await whoAnswerFor(db.read, ids);
    for (const userId of answerers.values()) perRep.set(userId, (perRep.get(userId) ?? 0) + 1);
    if (answerers.size > 0) perDay.set(day, (perDay.get(day) ?? 0) + answerers.size);
    nobody += ids.length - answerers.size;
    seen += ids.length;
    place = next;
    if (place !== null) continue;
    day = addDays(day, 1);
    looked += 1;
  }
  const cards = await memberCards(db.read, [...perRep.keys()]);
  return {
    customers: seen - nobody,
    nobody,
    reps: [...perRep].map(([userId, customers]) => ({
      member: cards.get(userId) ?? { userId, name: userId, avatar: null },
      customers,
    })),
    days: [...perDay].map(([one, customers]) => ({ day: one, lunar: lunarDayText(one), customers })),
    summary: sayPlan(draft, await fieldNames(db.read)),
    cursor: day <= last ? encodeCursor([day, place ?? '']) : null,
  };
}
