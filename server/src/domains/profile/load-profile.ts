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
import { countTasksOfCustomer, findNextTask } from '../task/list-tasks.ts';
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
  // What does not depend on each other is read at the same time: on MySQL a profile is some twenty answers of the database.
  const [relations, tags, fields, held, phones, next, externalIds, freshestSignal] = await Promise.all([
    listRelations(tx, customer.id),
    findRows(tx, CustomerTagRow, { customerId: customer.id }),
    fieldsFor(tx, viewer),
    heldValues(tx, customer.id),
    readPhones(tx, keys, customer.id),
    findNextTask(tx, customer.id, viewer.userId),
    externalIdsOf(tx, [customer.id]),
    readFreshestSignal(tx, customer.id),
  ]);
  const tagIds = tags.map((tag) => tag.tagId);
  const marks = [...ruleTags(tags), ...ruleFields([...held.values()])];
  const [names, limits, explain, nextTask, openTaskCount] = await Promise.all([
    loadNames(tx, {
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
    }),
    limitsOnTags(tx, viewer, tagIds),
    explainMarks(tx, viewer.scope, customer.id, marks),
    next ? presentTask(tx, next, viewer, clock.now()) : null,
    next ? countTasksOfCustomer(tx, customer.id) : 0,
  ]);
  const views = relations.map((relation) => presentRelation(relation, phones, names, viewer));
  const mine = views.find((view, index) => view.isMine && isLiveRelation(relations[index]!)) ?? null;
  const stage = names.stage(customer.stageId);
  return {
    id: customer.id,
    externalUserId: externalIds.get(customer.id) ?? null,
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
    tags: presentTags(tags, names, limits, explain),
    fields: presentFields(fields, held, names, explain),
    relations: views,
    myRelation: mine,
    nextTask,
    openTaskCount,
    freshestSignal,
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
