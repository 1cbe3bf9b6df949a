import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { TimelineItem } from '@zhike/shared/contracts/customer';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { presentStage } from '../field/present.ts';
import { pageOfPlace } from '../touch/rules.ts';
import { loadNames, type Names } from './names.ts';

type Payload = Record<string, unknown>;

const FIELD_CHANGED = 'customer.field_changed';

/** Events as timelines show them: facts of the moment with the names of today. The words are the client's. */
export async function describeEvents(tx: Tx, events: RecordedEvent[]): Promise<TimelineItem[]> {
  if (events.length === 0) return [];
  const payloads = events.map((event) => event.payload as Payload);
  const texts = (...keys: string[]) => payloads.flatMap((payload) => keys.flatMap((key) => text(payload[key]) ?? []));
  const names = await loadNames(tx, {
    userIds: texts('userId', 'byUserId', 'fromUserId', 'toUserId', 'assigneeUserId', 'inviterUserId'),
    tagIds: payloads.flatMap((payload) =>
      Array.isArray(payload.tagIds) ? payload.tagIds.filter((id) => typeof id === 'string') : [],
    ),
    channelIds: texts('channelId', 'originRef'),
    states: texts('state'),
    followUpIds: texts('followUpId'),
    taskIds: texts('taskId'),
    // A rule's mark may be the group whose joining gave the tag.
    chatIds: texts('chatId', 'originRef'),
    materialIds: texts('materialId'),
    scriptIds: texts('scriptId'),
    fieldIds: texts('fieldId'),
    changeIds: texts('changeId'),
    visitIds: texts('visitId'),
    versionIds: events.flatMap(({ type, payload }) =>
      type === FIELD_CHANGED ? (text((payload as Payload).originRef) ?? []) : [],
    ),
  });
  return events.map((event) => {
    const payload = event.payload as Payload;
    const actorUserId = text(payload.byUserId) ?? (ACTED_BY_MEMBER.includes(event.type) ? text(payload.userId) : null);
    return {
      id: event.id,
      type: event.type,
      at: event.occurredAt,
      actor: actorUserId ? names.member(actorUserId) : null,
      data: describe(event.type, payload, names),
    };
  });
}

/** Done by the member whom the payload names as `userId`. */
const ACTED_BY_MEMBER: readonly string[] = ['external_contact.deleted_by_member', 'follow_up.logged', 'content.sent'];

function describe(type: string, payload: Payload, names: Names): Record<string, unknown> {
  const member = (key: string) => {
    const userId = text(payload[key]);
    return userId ? names.member(userId) : null;
  };
  switch (type) {
    case 'external_contact.added':
    case 'external_contact.half_added':
    case 'customer.archived':
      return {
        member: member('userId'),
        channel: names.channelOfState(text(payload.state)),
        addWay: payload.addWay ?? null,
        viaSync: payload.viaSync === true,
      };
    case 'external_contact.deleted_by_member':
      return { member: member('userId'), byTransfer: payload.source === 'DELETE_BY_TRANSFER' };
    case 'relation.ended':
      return { member: member('userId'), by: payload.by, isLast: payload.isLast };
    case 'relation.changed':
      return { member: member('userId'), fields: payload.fields, by: payload.by };
    case 'external_contact.transfer_failed':
      return { member: member('userId'), failReason: payload.failReason };
    case 'welcome.sent':
      return {
        member: member('userId'),
        channel: names.channel(text(payload.channelId)),
        alreadyServed: payload.alreadyServed === true,
      };
    case 'welcome.missed':
      return { member: member('userId'), channel: names.channel(text(payload.channelId)), reason: payload.reason };
    case 'customer.tagged':
    case 'customer.untagged':
      return {
        tags: Array.isArray(payload.tagIds) ? payload.tagIds.map((id) => names.tag(String(id))) : [],
        origin: payload.origin,
        member: member('userId'),
        channel: names.channel(text(payload.originRef)),
        group: names.group(text(payload.originRef)),
      };
    case 'customer.stage_changed':
      return {
        from: stage(payload.fromStageId, names),
        to: stage(payload.toStageId, names),
        channel: names.channel(text(payload.originRef)),
      };
    case 'moment.reacted':
      return { member: member('userId'), kind: payload.kind };
    case 'mass_message.sent':
      return { member: member('userId') };
    case 'content.sent':
      return {
        material: materialOf(payload, names),
        script: names.script(text(payload.scriptId)),
        isScript: text(payload.scriptId) !== null,
        // Words that came with a task.
        isWords: text(payload.scriptId) === null && text(payload.materialId) === null,
        way: payload.way,
      };
    case FIELD_CHANGED:
      return describeField(payload, names);
    case 'customer.owner_changed':
      return { from: member('fromUserId'), to: member('toUserId'), reason: payload.reason };
    case 'group_member.joined':
      return {
        group: names.group(text(payload.chatId)),
        inviter: member('inviterUserId'),
        joinScene: payload.joinScene,
      };
    case 'group_member.left':
      return { group: names.group(text(payload.chatId)), how: payload.how ?? null };
    case 'follow_up.logged': {
      const followUp = names.followUp(String(payload.followUpId));
      return { followUpId: payload.followUpId, text: followUp?.text ?? null, nextAt: payload.nextAt ?? null };
    }
    case 'touch.opened':
      return describeVisit(payload, names, member('userId'));
    default:
      return type.startsWith('task.') ? describeTask(payload, names, member) : { member: member('userId') };
  }
}

function describeTask(
  payload: Payload,
  names: Names,
  member: (key: string) => ReturnType<Names['member']> | null,
): Record<string, unknown> {
  const task = names.task(String(payload.taskId));
  return {
    taskId: payload.taskId,
    kind: payload.kind,
    title: task?.title ?? null,
    result: task?.result ?? null,
    assignee: member('assigneeUserId'),
    from: member('fromUserId'),
    dueAt: payload.dueAt ?? task?.dueAt ?? null,
    until: payload.until ?? null,
  };
}

function materialOf(payload: Payload, names: Names) {
  const material = names.material(text(payload.materialId));
  return material && { id: material.id, name: material.title, kind: material.kind };
}

/** One entry a visit: what it says grows while she reads. */
function describeVisit(
  payload: Payload,
  names: Names,
  member: ReturnType<Names['member']> | null,
): Record<string, unknown> {
  const visit = names.visit(text(payload.visitId));
  return {
    member,
    material: materialOf(payload, names),
    seconds: visit?.seconds ?? null,
    percent: visit?.percent ?? null,
    page: visit ? pageOfPlace(visit.place) : null,
    pages: visit?.pages ?? null,
    nth: visit?.nth ?? payload.nth,
    isPassedOn: visit !== null && (visit.viaVisitorId !== null || visit.viaCustomerId !== null),
    lastSeenAt: visit?.lastSeenAt ?? null,
  };
}

function describeField({ fieldId, changeId, originRef }: Payload, names: Names): Record<string, unknown> {
  const field = names.field(text(fieldId));
  const change = names.change(text(changeId));
  const say = (value: FieldValue | null | undefined) => (field && value ? sayFieldValue(field, value) : null);
  return {
    field: field ? { id: field.id, name: field.name } : null,
    from: say(change?.from),
    to: say(change?.to),
    rule: names.rule(text(originRef)),
  };
}

function stage(id: unknown, names: Names) {
  const row = names.stage(text(id));
  return row ? presentStage(row) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
