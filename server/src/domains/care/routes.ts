import * as contracts from '@zhike/shared/contracts/care';
import * as ofCustomer from '@zhike/shared/contracts/care-of-customer';
import type { Dependencies } from '../../dependencies.ts';
import { checkLunar, solarOfLunar } from '../../engines/lunar/lunar-day.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { chooseCalendar } from './actions/choose-calendar.ts';
import { prepareWords, readWords } from './actions/prepare-words.ts';
import { createCarePlan, deleteCarePlan, switchCarePlan, updateCarePlan } from './actions/save-care-plan.ts';
import { listDays, listPeopleOfDay } from './days.ts';
import { careOfCustomer } from './of-customer.ts';
import { presentFestivals, presentPlans } from './present.ts';
import { previewCare } from './preview.ts';
import { readCareStats } from './stats.ts';
import { getCarePlan, listCarePlans } from './store.ts';

export function careRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;
  const shown = async (viewer: MemberViewer, planId: string) =>
    (await presentPlans(deps, viewer, [await getCarePlan(db.read, planId)]))[0]!;

  member.handle(contracts.listCarePlans, async ({ viewer }) => ({
    items: await presentPlans(deps, viewer, await listCarePlans(db.read)),
  }));

  member.handle(contracts.getCarePlan, ({ viewer, params }) => shown(viewer, params.planId));

  member.handle(contracts.createCarePlan, async ({ viewer, body }) =>
    shown(viewer, await createCarePlan(deps, viewer, body)),
  );

  member.handle(contracts.updateCarePlan, async ({ viewer, params, body }) => {
    await updateCarePlan(deps, viewer, params.planId, body);
    return shown(viewer, params.planId);
  });

  member.handle(contracts.switchCarePlan, async ({ viewer, params, body }) => {
    await switchCarePlan(deps, viewer, params.planId, body.isOn);
    return shown(viewer, params.planId);
  });

  member.handle(contracts.deleteCarePlan, async ({ viewer, params }) => {
    await deleteCarePlan(deps, viewer, params.planId);
    return {};
  });

  member.handle(contracts.listFestivals, () =>
    Promise.resolve({ items: presentFestivals(businessDate(clock.now(), config.timeZone)) }),
  );

  member.handle(contracts.previewCarePlan, ({ viewer, body }) => previewCare(deps, viewer, body));

  member.handle(contracts.listCareDays, async ({ viewer }) => ({ items: await listDays(deps, viewer) }));

  member.handle(contracts.listCareOfDay, ({ viewer, params, query }) =>
    listPeopleOfDay(deps, viewer, { ...params, ...query }),
  );

  member.handle(contracts.getCareStats, async ({ viewer, params, query }) => {
    await getCarePlan(db.read, params.planId);
    return readCareStats(db.read, viewer, params.planId, { ...query, now: clock.now() });
  });

  member.handle(ofCustomer.getCareOfCustomer, async ({ viewer, params }) => ({
    items: await careOfCustomer(deps, viewer, params.customerId),
  }));

  member.handle(ofCustomer.chooseCareCalendar, async ({ viewer, params, body }) => {
    await chooseCalendar(deps, viewer, params.customerId, body);
    return { items: await careOfCustomer(deps, viewer, params.customerId) };
  });

  member.handle(ofCustomer.findSolarDay, ({ body: { year, month, day, isLeapMonth } }) => {
    checkLunar(month, day, isLeapMonth, year);
    return Promise.resolve({ day: solarOfLunar({ year, month, day, isLeapMonth }) });
  });

  member.handle(ofCustomer.getTaskWords, async ({ viewer, params }) => ({
    text: await readWords(deps, viewer, params.taskId),
  }));

  member.handle(ofCustomer.prepareTaskWords, ({ viewer, params, body }) =>
    prepareWords(deps, viewer, params.taskId, body),
  );
}
