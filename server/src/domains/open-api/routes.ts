import * as contracts from '@zhike/shared/contracts/open-api';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { listChannels } from '../channel/list.ts';
import { listMembersOf } from '../channel/store.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { CustomerNotArchived } from '../customer/errors.ts';
import { listCustomerIds } from '../customer/list.ts';
import { findCustomerByExternalId } from '../customer/store.ts';
import { readTimeline } from '../profile/timeline.ts';
import { openApiDocument } from './document.ts';
import { presentContactWay, presentCustomerDetail, presentCustomers } from './present.ts';

/** Whoever holds the key sees the whole corp. */
const EVERYTHING = { kind: 'all' } as const;

export function openApiRoutes({ openapi }: Pick<Routers, 'openapi'>, deps: Dependencies): void {
  const { db, config } = deps;
  let document: Record<string, unknown> | undefined;

  openapi.handle(contracts.openListCustomers, async ({ query }) => {
    const { tag, owner, channel, addedFrom, addedTo } = query;
    const filter = { tagIds: tag ? [tag] : undefined, ownerUserId: owner, channelId: channel, addedFrom, addedTo };
    const { ids, nextCursor } = await listCustomerIds(db.read, deps, filter, EVERYTHING, query);
    return { items: await presentCustomers(db.read, ids), nextCursor };
  });

  openapi.handle(contracts.openGetCustomer, async ({ params }) =>
    presentCustomerDetail(db.read, await customerOf(params.externalUserId)),
  );

  openapi.handle(contracts.openGetTimeline, async ({ params, query }) => {
    const { id } = await customerOf(params.externalUserId);
    const { items, nextCursor } = await readTimeline(db.read, id, query);
    return {
      items: items.map((item) => ({
        ...item,
        actor: item.actor && { userId: item.actor.userId, name: item.actor.name },
      })),
      nextCursor,
    };
  });

  openapi.handle(contracts.openListContactWays, async ({ query }) => {
    const { channels, nextCursor } = await listChannels(db.read, query);
    const members = await listMembersOf(
      db.read,
      channels.map((channel) => channel.id),
    );
    return { items: channels.map((channel) => presentContactWay(channel, members)), nextCursor };
  });

  openapi.handle(contracts.openApiDocument, async () => {
    document ??= openApiDocument(config.http.publicUrl);
    return document;
  });

  async function customerOf(externalUserId: string): Promise<CustomerRow> {
    const customer = await findCustomerByExternalId(db.read, externalUserId);
    if (!customer) throw new CustomerNotArchived({ externalUserId });
    return customer;
  }
}
