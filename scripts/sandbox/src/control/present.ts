/** Records → what the control API shows. */
import type { Sandbox } from '../sandbox.ts';
import { phoneIdOf } from '../world/phone-id.ts';
import { relationKey } from '../world/relation-store.ts';
import type { AppMessage, ChatMessage, ContactWay, Customer, Member, Relation, TagGroup } from '../world/types.ts';
import type {
  AppMessageView,
  ChatMessageView,
  ContactWayView,
  CustomerView,
  MemberView,
  RelationView,
  TagGroupView,
} from './views.ts';

export function presentMember(sandbox: Sandbox, member: Member): MemberView {
  const messages = sandbox.world.appMessages.byMember(member.userId);
  let unread = 0;
  for (const message of messages) if (!message.read && !message.recalled) unread += 1;
  return {
    userId: member.userId,
    name: member.name,
    alias: member.alias,
    position: member.position,
    mobile: member.mobile,
    gender: member.gender,
    departments: member.departments,
    mainDepartment: member.departments[0] ?? 1,
    isLeader: member.isLeader,
    status: member.status,
    avatar: sandbox.avatarOf(member.userId),
    customerContact: member.customerContact,
    visible: sandbox.isVisible(member),
    consoleWelcome: member.consoleWelcome,
    archived: member.archived,
    verified: member.verified,
    customerCount: sandbox.world.relations.byMember(member.userId).length,
    appMessageCount: messages.length,
    unreadAppMessages: unread,
  };
}

export function presentCustomer(sandbox: Sandbox, customer: Customer): CustomerView {
  const { externalUserId, name, type, gender, corpName, position, unionId, openId } = customer;
  return {
    externalUserId,
    name,
    avatar: sandbox.avatarOf(externalUserId),
    type,
    gender,
    corpName,
    position,
    unionId,
    openId,
    phoneId: phoneIdOf(externalUserId),
    relationCount: sandbox.world.relations.byCustomer(externalUserId).length,
  };
}

export function presentRelation(sandbox: Sandbox, relation: Relation): RelationView {
  const tags = relation.tags.flatMap((id) => {
    const tag = sandbox.world.tags.get(id);
    if (!tag || tag.deleted) return [];
    return [{ id, name: tag.name, groupName: sandbox.world.tagGroups.get(tag.groupId)?.name ?? '' }];
  });
  return {
    userId: relation.userId,
    externalUserId: relation.externalUserId,
    state: relation.state,
    remark: relation.remark,
    description: relation.description,
    company: relation.company,
    mobiles: relation.mobiles,
    addedAt: relation.addedAt,
    addWay: relation.addWay,
    channelState: relation.channelState,
    tags,
    privateTags: relation.privateTags,
    consented: relation.consent === 'agree',
  };
}

export function presentContactWay(sandbox: Sandbox, way: ContactWay): ContactWayView {
  return {
    configId: way.configId,
    type: way.type,
    scene: way.scene,
    remark: way.remark,
    state: way.state,
    skipVerify: way.skipVerify,
    users: way.users,
    parties: way.parties,
    qrCode: way.scene === 2 ? sandbox.qrCodeUrl(way.configId) : '',
    scanUrl: sandbox.scanUrl(way.configId),
    createdAt: way.createdAt,
  };
}

export function presentTagGroup(sandbox: Sandbox, group: TagGroup): TagGroupView {
  const tags = sandbox.world.tags
    .filter((tag) => tag.groupId === group.id && !tag.deleted)
    .sort((a, b) => b.order - a.order || a.createdAt - b.createdAt);
  return {
    id: group.id,
    name: group.name,
    order: group.order,
    createdAt: group.createdAt,
    createdBy: group.createdBy,
    tags: tags.map(({ id, name, order, createdAt }) => ({ id, name, order, createdAt })),
  };
}

/** Larger `order` sorts first (doc 92117). */
export function presentTagGroups(sandbox: Sandbox): TagGroupView[] {
  return sandbox.world.tagGroups
    .filter((group) => !group.deleted)
    .sort((a, b) => b.order - a.order || a.createdAt - b.createdAt)
    .map((group) => presentTagGroup(sandbox, group));
}

export function presentChatMessage({ id, seq, at, from, via, content, ...rest }: ChatMessage): ChatMessageView {
  const recalled = rest.recalled ?? false;
  return { id, seq, at, from, via, content, recalled, archived: rest.archiveMsgId !== undefined };
}

export function presentAppMessage(sandbox: Sandbox, message: AppMessage): AppMessageView {
  const { msgId, at, userId, msgType, body, recalled, read } = message;
  return {
    msgId,
    at,
    userId,
    agentId: sandbox.credentials.agentId,
    msgType,
    preview: previewOf(msgType, body),
    body,
    recalled,
    read,
  };
}

function previewOf(msgType: string, body: Record<string, unknown>): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  if (msgType === 'text' || msgType === 'markdown') return text(body.content).split('\n')[0] ?? '';
  if (msgType === 'textcard' || msgType === 'miniprogram_notice') return text(body.title);
  if (msgType === 'template_card')
    return text((body.main_title as Record<string, unknown> | undefined)?.title) || '[卡片]';
  const first = (body.articles as Record<string, unknown>[] | undefined)?.[0];
  if (first) return text(first.title);
  return { image: '[图片]', voice: '[语音]', video: '[视频]', file: '[文件]' }[msgType] ?? `[${msgType}]`;
}

/** The relation of a pair as shown, or null. */
export function presentRelationOf(sandbox: Sandbox, userId: string, externalUserId: string): RelationView | null {
  const relation = sandbox.world.relations.get(relationKey(userId, externalUserId));
  return relation ? presentRelation(sandbox, relation) : null;
}
