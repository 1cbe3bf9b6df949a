import type { CarePlanView, FestivalView } from '@zhike/shared/contracts/care';
import { addDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { festivals } from '../../engines/lunar/festivals.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { businessDate } from '../../platform/business-time.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { materialsInOrder } from '../material/store.ts';
import type { CarePlanRow } from './entity.ts';
import { nextOccasion } from './rules.ts';
import { sayPlan } from './say-care.ts';
import { countsOfPlans, NO_CARE } from './stats.ts';
import { fieldNames, missedDays } from './store.ts';

/** Of the last so many days counts are told. */
const DAYS_COUNTED = 30;

export async function presentPlans(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  plans: CarePlanRow[],
): Promise<CarePlanView[]> {
  const tx = db.read;
  const now = clock.now();
  const today = businessDate(now, config.timeZone);
  const from = addDays(today, 1 - DAYS_COUNTED);
  const planIds = plans.map(({ id }) => id);
  // What is opened ahead of its day counts too.
  const counts = await countsOfPlans(tx, viewer, { planIds, from, to: addDays(today, DAYS_COUNTED), now });
  const nameOf = await fieldNames(tx);
  const members = await memberCards(tx, [...new Set(plans.map(({ updatedBy }) => updatedBy))]);
  const materials = new Map(
    (await materialsInOrder(tx, [...new Set(plans.flatMap(({ definition }) => definition.materialIds))])).map((one) => [
      one.id,
      one,
    ]),
  );
  const views: CarePlanView[] = [];
  for (const { id, title, isOn, definition, version, updatedAt, updatedBy } of plans) {
    const day = definition.occasion.kind === 'holiday' ? nextOccasion(definition.occasion, today) : null;
    views.push({
      id,
      title,
      isOn,
      definition,
      summary: sayPlan(definition, nameOf),
      counts: counts.get(id) ?? NO_CARE,
      missed: await missedDays(tx, id, from),
      nextDay: day === null ? null : { day, lunar: lunarDayText(day) },
      materials: definition.materialIds.flatMap((materialId) => {
        const material = materials.get(materialId);
        return material ? [{ id: materialId, title: material.title, kind: material.kind }] : [];
      }),
      version,
      updatedAt,
      updatedBy: members.get(updatedBy) ?? { userId: updatedBy, name: updatedBy, avatar: null },
    });
  }
  return views;
}

/** Soonest first. @param today `2026-11-28` */
export function presentFestivals(today: string): FestivalView[] {
  return festivals
    .map(({ id, name }) => {
      const day = nextOccasion({ kind: 'holiday', festivalId: id }, today);
      return { id, name, day, lunar: lunarDayText(day) };
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
