import type { CustomerRow as CustomerRowView } from '@zhike/shared/contracts/customer-list';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { CustomerRow } from '../customer/entity.ts';
import { remarksFor } from '../customer/remarks.ts';
import { externalIdsOf } from '../customer/store.ts';
import { presentStage } from '../field/present.ts';
import { loadNames } from './names.ts';

/** Lines of a list, in the order of the ids: a handful of queries for the page, whatever its length. */
export async function presentRows(tx: Tx, ids: string[], viewer: { userId: string }): Promise<CustomerRowView[]> {
  if (ids.length === 0) return [];
  const customers = await tx.createQueryBuilder(CustomerRow, 'c').where('c.id IN (:...ids)', { ids }).getMany();
  const tags = await select<{ customer_id: string; tag_id: string }>(
    tx,
    `SELECT customer_id, tag_id FROM customer_tag_index WHERE customer_id ${inList(ids)}`,
    ids,
  );
  const remarks = await remarksFor(tx, customers, viewer);
  const externalIds = await externalIdsOf(tx, ids);
  const names = await loadNames(tx, {
    userIds: customers.flatMap((customer) => customer.ownerUserId ?? []),
    tagIds: tags.map((tag) => tag.tag_id),
    channelIds: customers.flatMap((customer) => customer.firstChannelId ?? []),
  });
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return ids.flatMap((id) => {
    const customer = byId.get(id);
    if (!customer) return [];
    const stage = names.stage(customer.stageId);
    return {
      id,
      externalUserId: externalIds.get(id) ?? null,
      type: customer.type,
      name: customer.name,
      avatar: customer.avatar,
      corpName: customer.corpName,
      remark: remarks.get(id) ?? null,
      status: customer.status,
      stage: stage ? presentStage(stage) : null,
      owner: customer.ownerUserId ? names.member(customer.ownerUserId) : null,
      channel: names.channel(customer.firstChannelId),
      tags: tags
        .filter((tag) => tag.customer_id === id)
        .map((tag) => names.tag(tag.tag_id))
        .sort((a, b) => a.groupName.localeCompare(b.groupName, 'zh-CN') || a.name.localeCompare(b.name, 'zh-CN'))
        .map(({ tagId, name }) => ({ tagId, name })),
      addedAt: customer.firstAddedAt,
    };
  });
}
