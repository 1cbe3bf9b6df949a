import { In } from 'typeorm';
import type { ChannelRef, MemberRef } from '@zhike/shared/contracts/customer';
import type { Tx } from '../../platform/database/tx.ts';
import { channelNames, findChannelByState } from '../channel/store.ts';
import { rulesOfVersions } from '../automation/store.ts';
import { memberCards } from '../corp/store.ts';
import { CustomerFieldChangeRow } from '../customer/entity.ts';
import { customFieldsById } from '../field/custom-fields.ts';
import type { CustomFieldRow, StageRow } from '../field/entity.ts';
import { allStagesById } from '../field/store.ts';
import { groupNames } from '../group-chat/store.ts';
import type { MaterialRow } from '../material/entity.ts';
import { materialsInOrder } from '../material/store.ts';
import { scriptTitles } from '../script/store.ts';
import { tagNames } from '../tag/store.ts';
import type { VisitRow } from '../touch/entity.ts';
import { visitsById } from '../touch/visits.ts';
import type { FollowUpRow } from '../task/entity.ts';
import { TaskRow } from '../task/entity.ts';
import { findFollowUps } from '../task/follow-up-store.ts';

/** What some rows mention, by id. Events hold ids only; names are joined when somebody looks. */
export interface Mentioned {
  userIds?: Iterable<string>;
  tagIds?: Iterable<string>;
  channelIds?: Iterable<string>;
  states?: Iterable<string>;
  followUpIds?: Iterable<string>;
  taskIds?: Iterable<string>;
  chatIds?: Iterable<string>;
  fieldIds?: Iterable<string>;
  materialIds?: Iterable<string>;
  scriptIds?: Iterable<string>;
  /** Of custom fields. */
  changeIds?: Iterable<string>;
  /** Versions of rules. */
  versionIds?: Iterable<string>;
  visitIds?: Iterable<string>;
}

export interface Names {
  /** A member we do not know any more is shown by her id. */
  member(userId: string): MemberRef;
  tag(tagId: string): { tagId: string; name: string; groupId: string; groupName: string };
  channel(channelId: string | null | undefined): ChannelRef | null;
  channelOfState(state: string | null | undefined): ChannelRef | null;
  stage(stageId: string | null): StageRow | null;
  followUp(id: string): FollowUpRow | null;
  task(id: string): TaskRow | null;
  material(id: string | null): Pick<MaterialRow, 'id' | 'title' | 'kind'> | null;
  script(id: string | null): { id: string; name: string } | null;
  group(chatId: string | null): { chatId: string; name: string } | null;
  field(fieldId: string | null): CustomFieldRow | null;
  change(changeId: string | null): CustomerFieldChangeRow | null;
  rule(versionId: string | null): { ruleId: string; name: string } | null;
  visit(visitId: string | null): VisitRow | null;
}

/** One query per kind of thing, however many rows mention it. */
export async function loadNames(tx: Tx, mentioned: Mentioned): Promise<Names> {
  const unique = (ids: Iterable<string> | undefined) => [...new Set(ids)];
  const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]));
  const changeIds = unique(mentioned.changeIds);
  const taskIds = unique(mentioned.taskIds);
  const [
    members,
    tags,
    states,
    channels,
    groups,
    stages,
    fields,
    changes,
    materials,
    scripts,
    rules,
    followUps,
    tasks,
    visits,
  ] = await Promise.all([
    memberCards(tx, unique(mentioned.userIds)),
    tagNames(tx, unique(mentioned.tagIds)),
    channelsOfStates(tx, unique(mentioned.states)),
    channelNames(tx, unique(mentioned.channelIds)),
    groupNames(tx, unique(mentioned.chatIds)),
    allStagesById(tx),
    customFieldsById(tx, unique(mentioned.fieldIds)).then(byId),
    changeIds.length > 0 ? tx.findBy(CustomerFieldChangeRow, { id: In(changeIds) }).then(byId) : new Map(),
    materialsInOrder(tx, unique(mentioned.materialIds)).then(byId),
    scriptTitles(tx, unique(mentioned.scriptIds)),
    rulesOfVersions(tx, unique(mentioned.versionIds)),
    findFollowUps(tx, unique(mentioned.followUpIds)).then(byId),
    taskIds.length > 0 ? tx.findBy(TaskRow, { id: In(taskIds) }).then(byId) : new Map(),
    visitsById(tx, unique(mentioned.visitIds)),
  ]);
  return {
    visit: (id) => (id ? (visits.get(id) ?? null) : null),
    member: (userId) => members.get(userId) ?? { userId, name: userId, avatar: null },
    tag: (tagId) => {
      const tag = tags.get(tagId);
      return { tagId, name: tag?.name ?? tagId, groupId: tag?.groupId ?? '', groupName: tag?.groupName ?? '' };
    },
    channel: (channelId) => {
      const name = channelId ? channels.get(channelId) : undefined;
      return channelId && name !== undefined ? { id: channelId, name } : null;
    },
    channelOfState: (state) => (state ? (states.get(state) ?? null) : null),
    stage: (stageId) => (stageId ? (stages.get(stageId) ?? null) : null),
    followUp: (id) => followUps.get(id) ?? null,
    task: (id) => tasks.get(id) ?? null,
    material: (id) => (id ? (materials.get(id) ?? null) : null),
    script: (id) => {
      const name = id ? scripts.get(id) : undefined;
      return id && name !== undefined ? { id, name } : null;
    },
    group: (chatId) => {
      const name = chatId ? groups.get(chatId) : undefined;
      return chatId && name !== undefined ? { chatId, name } : null;
    },
    field: (fieldId) => (fieldId ? (fields.get(fieldId) ?? null) : null),
    change: (changeId) => (changeId ? (changes.get(changeId) ?? null) : null),
    rule: (versionId) => (versionId ? (rules.get(versionId) ?? null) : null),
  };
}

async function channelsOfStates(tx: Tx, states: string[]): Promise<Map<string, ChannelRef>> {
  const found = await Promise.all(states.map((state) => findChannelByState(tx, state)));
  return new Map(
    states.flatMap((state, index) => {
      const channel = found[index];
      return channel ? [[state, { id: channel.id, name: channel.name }]] : [];
    }),
  );
}
