import { explainMarks } from '../automation/explain-marks.ts';
import { findRows } from '../../platform/database/find-row.ts';
import type { CustomerProfile, RelationView } from '@zhike/shared/contracts/customer';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { type CustomerRow, CustomerTagRow, type FollowUserRow } from '../customer/entity.ts';
import { heldValues } from '../customer/fields.ts';
import { maskPhone, readPhones } from '../customer/phones.ts';
import { externalIdsOf, isLiveRelation, listRelations } from '../customer/store.ts';
import { fieldsFor } from '../field/custom-fields.ts';
import { presentStage } from '../field/present.ts';
import { limitsOnTags } from '../tag/visible.ts';
import { presentTask } from '../task/present.ts';
import { countTasksOfCustomer, findNextTask } from '../task/store.ts';
import { loadNames, type Names } from './names.ts';
import { presentFields, ruleFields } from './present-fields.ts';
import { presentTags } from './present-tags.ts';
import { readFreshestSignal } from './timeline.ts';

/** Everything the sidebar and the manager's detail page show about one customer, read at one moment. */
export async function loadProfile(
  tx: Tx,
  { keys, clock }: Pick<Dependencies, 'keys' | 'clock'>,
  viewer: MemberViewer,
  customer: CustomerRow,
): Promise<CustomerProfile> {
  const relations = await listRelations(tx, customer.id);
  const tags = await findRows(tx, CustomerTagRow, { customerId: customer.id });
  const tagIds = tags.map((tag) => tag.tagId);
  const fields = await fieldsFor(tx, viewer);
  const held = await heldValues(tx, customer.id);
  const names = await loadNames(tx, {
    userIds: [
      ...[...held.values()].map(({ origin }) => origin.byUserId),
      ...relations.map((one) => one.userId),
      ...tags.flatMap((tag) => [tag.userId, tag.byUserId]),
      customer.ownerUserId,
    ].flatMap((id) => id || []),
    tagIds,
    channelIds: [
      customer.firstChannelId,
      ...relations.map((one) => one.channelId),
      ...tags.map((tag) => tag.originRef),
    ].flatMap((id) => id ?? []),
  });
  const phones = await readPhones(tx, keys, customer.id);
  const views = relations.map((relation) => presentRelation(relation, phones, names, viewer));
  const mine = views.find((view, index) => view.isMine && isLiveRelation(relations[index]!)) ?? null;
  const next = await findNextTask(tx, customer.id, viewer.userId);
  const stage = names.stage(customer.stageId);
  const marks = [...ruleTags(tags), ...ruleFields([...held.values()])];
  const explain = await explainMarks(tx, viewer.scope, customer.id, marks);
  return {
    id: customer.id,
    externalUserId: (await externalIdsOf(tx, [customer.id])).get(customer.id) ?? null,
    type: customer.type,
    name: customer.name,
    avatar: customer.avatar,
    gender: customer.gender,
    corpName: customer.corpName,
    position: customer.position,
    status: customer.status,
    stage: stage ? presentStage(stage) : null,
    owner: customer.ownerUserId ? { member: names.member(customer.ownerUserId), reason: customer.ownerReason } : null,
    channel: names.channel(customer.firstChannelId),
    firstAddedAt: customer.firstAddedAt,
    lastAddedAt: customer.lastAddedAt,
    tags: presentTags(tags, names, await limitsOnTags(tx, viewer, tagIds), explain),
    fields: presentFields(fields, held, names, explain),
    relations: views,
    myRelation: mine,
    nextTask: next ? await presentTask(tx, next, viewer, clock.now()) : null,
    openTaskCount: next ? await countTasksOfCustomer(tx, customer.id) : 0,
    freshestSignal: await readFreshestSignal(tx, customer.id),
    can: {
      editTags: true,
      editStage: true,
      editFields: true,
      editRemark: mine !== null,
      logFollowUp: true,
      setOwner: viewer.role !== 'rep',
      revealPhones: phones.length > 0,
    },
  };
}

export function presentRelation(
  relation: FollowUserRow,
  phones: { relationId: string; phone: string }[],
  names: Names,
  viewer: Pick<MemberViewer, 'userId'>,
): RelationView {
  return {
    id: relation.id,
    member: names.member(relation.userId),
    status: relation.status,
    isMine: relation.userId === viewer.userId,
    remark: relation.remark,
    description: relation.description,
    remarkCorpName: relation.remarkCorpName,
    phones: phones.filter((one) => one.relationId === relation.id).map((one) => maskPhone(one.phone)),
    addWay: relation.addWay,
    channel: names.channel(relation.channelId),
    addedAt: relation.addedAt,
    removedAt: relation.removedAt,
    archiveConsentAt: relation.archiveConsentAt,
  };
}

const ruleTags = (tags: readonly CustomerTagRow[]) =>
  tags.flatMap(({ originKind, originRef, addedAt }) =>
    originKind === 'rule' && originRef ? [{ versionId: originRef, at: addedAt }] : [],
  );
