import * as contracts from '@zhike/shared/contracts/customer';
import { getCustomerBehaviour } from '@zhike/shared/contracts/customer-behaviour';
import * as listContracts from '@zhike/shared/contracts/customer-list';
import * as changes from '@zhike/shared/contracts/customer-changes';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { businessDate } from '../../platform/business-time.ts';
import { readBehaviour } from '../behaviour/read-behaviour.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { archiveNow } from '../customer/actions/archive-now.ts';
import { changeField } from '../customer/actions/change-field.ts';
import { changeOwner } from '../customer/actions/change-owner.ts';
import { changeOwnRemark } from '../customer/actions/change-remark.ts';
import { changeStage } from '../customer/actions/change-stage.ts';
import { changeTags } from '../customer/actions/change-tags.ts';
import { revealPhones } from '../customer/actions/reveal-phones.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { CustomerNotArchived } from '../customer/errors.ts';
import { countSome } from '../customer/count.ts';
import { listCustomerIds } from '../customer/list.ts';
import { readFilter } from '../customer/list-filter.ts';
import { getVisibleCustomer, requireVisible } from '../customer/scope.ts';
import { findCustomerByExternalId, getCustomer } from '../customer/store.ts';
import { loadProfile } from './load-profile.ts';
import { presentRows } from './present-rows.ts';
import { readTimeline } from './timeline.ts';

/** Customers for the sidebar and the manager pages: one screen each, composed of several domains. */
export function profileRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const profileOf = (viewer: MemberViewer, customer: CustomerRow) => loadProfile(db.read, deps, viewer, customer);
  const profileById = async (viewer: MemberViewer, customerId: string) =>
    profileOf(viewer, await getVisibleCustomer(db.read, viewer, customerId));

  member.handle(listContracts.listCustomers, async ({ viewer, body: { cursor, limit, ...asked } }) => {
    const filter = await readFilter(deps, asked);
    const { ids, nextCursor } = await listCustomerIds(db.read, deps, filter, viewer.scope, { cursor, limit });
    return { items: await presentRows(db.read, ids, viewer), nextCursor };
  });

  member.handle(listContracts.countCustomers, async ({ viewer, body: { cursor, ...asked } }) =>
    countSome(db.read, deps, await readFilter(deps, asked), viewer.scope, cursor),
  );

  member.handle(contracts.getCustomerByExternalId, async ({ viewer, params, query }) => {
    const customer = await findCustomerByExternalId(db.read, params.externalUserId);
    if (!customer) throw new CustomerNotArchived(params);
    await requireVisible(db.read, viewer, customer.id);
    const [profile, timeline] = await Promise.all([
      profileOf(viewer, customer),
      query.timeline === undefined ? undefined : readTimeline(db.read, customer.id, { limit: query.timeline }),
    ]);
    return { ...profile, timeline };
  });

  member.handle(contracts.archiveCustomer, async ({ viewer, params }) =>
    profileById(viewer, await archiveNow(deps, viewer, params.externalUserId)),
  );

  member.handle(contracts.getCustomer, async ({ viewer, params }) => profileById(viewer, params.customerId));

  member.handle(contracts.getCustomerTimeline, async ({ viewer, params, query }) => {
    await getVisibleCustomer(db.read, viewer, params.customerId);
    return readTimeline(db.read, params.customerId, query);
  });

  member.handle(getCustomerBehaviour, async ({ viewer, params }) => {
    await getVisibleCustomer(db.read, viewer, params.customerId);
    return readBehaviour(db.read, params.customerId, businessDate(deps.clock.now(), deps.config.timeZone));
  });

  member.handle(changes.changeCustomerTags, async ({ viewer, params, body }) => {
    await changeTags(deps, viewer, params.customerId, body);
    return { tags: (await profileById(viewer, params.customerId)).tags };
  });

  member.handle(changes.changeCustomerRemark, async ({ viewer, params, body }) => {
    await changeOwnRemark(deps, viewer, params.customerId, body);
    return (await profileById(viewer, params.customerId)).myRelation!;
  });

  member.handle(changes.changeCustomerStage, async ({ viewer, params, body }) => {
    await changeStage(deps, viewer, params.customerId, body.stageId);
    return { stage: (await profileById(viewer, params.customerId)).stage! };
  });

  member.handle(changes.changeCustomerField, async ({ viewer, params: { customerId, fieldId }, body: { value } }) => {
    await changeField(deps, viewer, customerId, { fieldId, value });
    return { fields: (await profileById(viewer, customerId)).fields };
  });

  member.handle(changes.changeCustomerOwner, async ({ viewer, params, body }) => {
    await changeOwner(deps, viewer, params.customerId, body);
    // Giving a customer away may put her out of the manager's own sight: what was done is answered all the same.
    return { owner: (await profileOf(viewer, await getCustomer(db.read, params.customerId))).owner };
  });

  member.handle(changes.revealCustomerPhones, async ({ viewer, params }) => ({
    phones: await revealPhones(deps, viewer, params.customerId),
  }));
}
