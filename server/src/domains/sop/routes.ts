import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import { getSopStats } from '@zhike/shared/contracts/sop-stats';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { instantOf } from '../../platform/business-time.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import { enrolCustomer, stopByHand } from './actions/enrol-customer.ts';
import { moveToNewest } from './actions/move-to-newest.ts';
import { createSop, deleteSop, switchSop, updateSop } from './actions/save-sop.ts';
import { planCalendar } from './calendar.ts';
import type { SopEnrolmentRow } from './entity.ts';
import { enrolmentsOf, listComing, searchEnrolments } from './list-enrolments.ts';
import { presentEnrolments, presentSop, presentSops } from './present.ts';
import { readSopStats } from './stats.ts';
import { getSop, listAllSops } from './store.ts';
import { tryPlan } from './try-plan.ts';

export function sopRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const calendar = () => planCalendar(db.read, deps.config.timeZone);
  const shown = async (enrolment: SopEnrolmentRow) =>
    (await presentEnrolments(db.read, [enrolment], await calendar()))[0]!;

  member.handle(contracts.listSops, async ({ viewer, body: { cursor, limit, q } }) => {
    const from = cursor ? decodeCursor(cursor, ['number'])[0] : 0;
    const words = q?.toLowerCase();
    const all = (await listAllSops(db.read)).filter(({ name }) => !words || name.toLowerCase().includes(words));
    return {
      items: await presentSops(db.read, viewer, all.slice(from, from + limit)),
      nextCursor: all.length > from + limit ? encodeCursor([from + limit]) : null,
    };
  });

  member.handle(contracts.getSop, async ({ viewer, params }) =>
    presentSop(db.read, viewer, await getSop(db.read, params.sopId)),
  );

  member.handle(getSopStats, async ({ viewer, params, query: { from, to } }) => {
    const { timeZone } = deps.config;
    const span = {
      since: instantOf(from, 0, timeZone),
      until: instantOf(to, 24 * 60, timeZone),
      now: deps.clock.now(),
    };
    return readSopStats(db.read, viewer, await getSop(db.read, params.sopId), span);
  });

  member.handle(contracts.createSop, async ({ viewer, body }) =>
    presentSop(db.read, viewer, await createSop(deps, viewer, body)),
  );

  member.handle(contracts.updateSop, async ({ viewer, params, body }) =>
    presentSop(db.read, viewer, await updateSop(deps, viewer, params.sopId, body)),
  );

  member.handle(contracts.switchSop, async ({ viewer, params, body }) =>
    presentSop(db.read, viewer, await switchSop(deps, viewer, params.sopId, body.isOn)),
  );

  member.handle(contracts.deleteSop, async ({ viewer, params }) => {
    await deleteSop(deps, viewer, params.sopId);
    return {};
  });

  member.handle(contracts.moveToNewestVersion, async ({ viewer, params }) =>
    presentSop(db.read, viewer, await moveToNewest(deps, viewer, params.sopId)),
  );

  member.handle(contracts.tryDefinition, ({ viewer, body }) => tryPlan(deps, viewer, body));

  member.handle(enrolments.listEnrolments, async ({ viewer, params }) => {
    await getVisibleCustomer(db.read, viewer, params.customerId);
    return {
      items: await presentEnrolments(db.read, await enrolmentsOf(db.read, params.customerId), await calendar()),
    };
  });

  member.handle(enrolments.searchEnrolments, async ({ viewer, params, body }) => {
    await getSop(db.read, params.sopId);
    const { enrolments, nextCursor } = await searchEnrolments(db.read, viewer, params.sopId, body);
    return { items: await presentEnrolments(db.read, enrolments, await calendar()), nextCursor };
  });

  member.handle(enrolments.enrolCustomer, async ({ viewer, params, body }) =>
    shown(await enrolCustomer(deps, viewer, params.customerId, body.sopId)),
  );

  member.handle(enrolments.stopEnrolment, async ({ viewer, params }) =>
    shown(await stopByHand(deps, viewer, params.enrolmentId)),
  );

  member.handle(enrolments.listComingSteps, async ({ viewer, query }) =>
    listComing(db.read, viewer, await calendar(), query),
  );
}
