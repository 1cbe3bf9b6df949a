import { findRows } from '../../platform/database/find-row.ts';
import type { OpenContactWay, OpenCustomer, OpenCustomerDetail } from '@zhike/shared/contracts/open-api';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { ChannelMemberRow, ChannelRow } from '../channel/entity.ts';
import { CustomerRow, CustomerTagRow } from '../customer/entity.ts';
import { heldValues } from '../customer/fields.ts';
import { externalIdsOf, isCarried, listRelations } from '../customer/store.ts';
import { listCustomFields } from '../field/custom-fields.ts';
import { loadNames } from '../profile/names.ts';

/** Customers as other systems see them, in the order of the ids. Phone numbers never leave through here. */
export async function presentCustomers(tx: Tx, ids: string[]): Promise<OpenCustomer[]> {
  if (ids.length === 0) return [];
  const rows = await tx.createQueryBuilder(CustomerRow, 'c').where('c.id IN (:...ids)', { ids }).getMany();
  const tags = await select<{ customer_id: string; tag_id: string }>(
    tx,
    `SELECT customer_id, tag_id FROM customer_tag_index WHERE customer_id ${inList(ids)}`,
    ids,
  );
  const externalIds = await externalIdsOf(tx, ids);
  const names = await loadNames(tx, {});
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const customer = byId.get(id);
    if (!customer) return [];
    const stage = names.stage(customer.stageId);
    return {
      customerId: id,
      externalUserId: externalIds.get(id) ?? null,
      name: customer.name,
      avatar: customer.avatar,
      type: customer.type,
      gender: customer.gender,
      corpName: customer.corpName,
      status: customer.status,
      stage: stage ? { id: stage.id, name: stage.name } : null,
      ownerUserId: customer.ownerUserId,
      channelId: customer.firstChannelId,
      tagIds: tags.filter((tag) => tag.customer_id === id).map((tag) => tag.tag_id),
      firstAddedAt: customer.firstAddedAt,
      lastAddedAt: customer.lastAddedAt,
    };
  });
}

export async function presentCustomerDetail(tx: Tx, customer: CustomerRow): Promise<OpenCustomerDetail> {
  const [summary] = await presentCustomers(tx, [customer.id]);
  const tags = (await findRows(tx, CustomerTagRow, { customerId: customer.id })).filter(isCarried);
  const relations = await listRelations(tx, customer.id);
  const held = await heldValues(tx, customer.id);
  const names = await loadNames(tx, {
    userIds: customer.ownerUserId ? [customer.ownerUserId] : [],
    tagIds: tags.map((tag) => tag.tagId),
  });
  return {
    ...summary!,
    owner: customer.ownerUserId
      ? { userId: customer.ownerUserId, name: names.member(customer.ownerUserId).name, reason: customer.ownerReason }
      : null,
    tags: tags.map((row) => {
      const { tagId, name, groupName } = names.tag(row.tagId);
      return {
        tagId,
        name,
        groupName,
        origin: row.originKind,
        originRef: row.originRef,
        userId: row.userId || null,
        at: row.addedAt,
      };
    }),
    fields: (await listCustomFields(tx)).flatMap((field) => {
      const found = held.get(field.id);
      if (!found) return [];
      const { id: fieldId, name, kind } = field;
      return {
        fieldId,
        name,
        kind,
        value: found.value,
        text: sayFieldValue(field, found.value),
        at: found.origin.setAt,
      };
    }),
    relations: relations.map((row) => ({
      userId: row.userId,
      status: row.status,
      remark: row.remark,
      description: row.description,
      addWay: row.addWay,
      state: row.state,
      channelId: row.channelId,
      addedAt: row.addedAt,
      removedAt: row.removedAt,
    })),
  };
}

export function presentContactWay(channel: ChannelRow, members: ChannelMemberRow[]): OpenContactWay {
  return {
    channelId: channel.id,
    name: channel.name,
    state: channel.state,
    status: channel.status,
    qrCode: channel.qrCode,
    userIds: members.filter((one) => one.channelId === channel.id && !one.isSpare).map((one) => one.userId),
    createdAt: channel.createdAt,
  };
}
