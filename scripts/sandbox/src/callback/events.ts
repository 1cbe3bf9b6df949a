/**
 * The events the sandbox sends (wecom-callbacks §2.5, 2.7, 2.12; doc 92130, 92005, 90239, 90240). They come from what people do
 * in the client or the console. Code that serves the emulated API must not import this file: API-made changes are not echoed
 * (doc 92130, wecom-callbacks §2.3), except the later outcomes of a transfer.
 */
import type { Sandbox } from '../sandbox.ts';
import type { Member } from '../world/types.ts';
import { archiveAgentId } from './seal.ts';
import { toMessageXml, type XmlFields } from './message-xml.ts';

type ContactChange =
  | 'add_external_contact'
  | 'add_half_external_contact'
  | 'edit_external_contact'
  | 'del_external_contact'
  | 'del_follow_user'
  | 'transfer_fail'
  | 'msg_audit_approved';

/** Ids of the callbacks that went out: none when the receiver matrix (wecom-callbacks §2.2) says so. */
export function tellContactChange(
  sandbox: Sandbox,
  changeType: ContactChange,
  member: Member,
  externalUserId: string,
  extra: { State?: string; WelcomeCode?: string; Source?: string; FailReason?: string } = {},
): string[] {
  const { settings } = sandbox;
  if (!settings.customerContactApp || !settings.externalContactCallbacks || !sandbox.isVisible(member)) return [];
  const { FailReason, ...rest } = extra;
  const fields: XmlFields = {
    ...common(sandbox, 'sys'),
    Event: 'change_external_contact',
    ChangeType: changeType,
    ...(FailReason ? { FailReason } : {}),
    UserID: member.userId,
    ExternalUserID: externalUserId,
  };
  // Absent, not empty: the documents say State is missing when the customer came another way.
  for (const [name, value] of Object.entries(rest)) if (value) fields[name] = value;
  return receiversOf(sandbox, changeType).map((receiver) =>
    sandbox.courier.enqueue({
      event: 'change_external_contact',
      changeType,
      userId: member.userId,
      externalUserId,
      message: toMessageXml(fields),
      agentScoped: receiver === 'archive',
      receiver,
    }),
  );
}

/** Consent to archiving is told to the archive's receiver (wecom-callbacks §2.2), as long as there is one. */
function receiversOf(sandbox: Sandbox, changeType: ContactChange): ('app' | 'archive')[] {
  const { callbackUrl, consentTo } = sandbox.settings.archive;
  if (changeType !== 'msg_audit_approved' || !callbackUrl) return ['app'];
  return consentTo === 'both' ? ['archive', 'app'] : [consentTo];
}

/** `StrategyId` is only for the 客户联系 app and therefore never sent here. */
export function tellTagChange(
  sandbox: Sandbox,
  changeType: 'create' | 'update' | 'delete',
  id: string,
  tagType: 'tag' | 'tag_group',
): string[] {
  return enqueueTagEvent(sandbox, changeType, {
    ...common(sandbox, 'sys'),
    Event: 'change_external_tag',
    Id: id,
    TagType: tagType,
    ChangeType: changeType,
  });
}

/** An empty group id means that all groups were reordered. */
export function tellTagShuffle(sandbox: Sandbox, groupId: string): string[] {
  return enqueueTagEvent(sandbox, 'shuffle', {
    ...common(sandbox, 'sys'),
    Event: 'change_external_tag',
    Id: groupId,
    ChangeType: 'shuffle',
  });
}

function enqueueTagEvent(sandbox: Sandbox, changeType: string, fields: XmlFields): string[] {
  if (!sandbox.settings.customerContactApp || !sandbox.settings.externalContactCallbacks) return [];
  const message = toMessageXml(fields);
  return [
    sandbox.courier.enqueue({
      event: 'change_external_tag',
      changeType,
      userId: '',
      externalUserId: '',
      message,
      agentScoped: false,
    }),
  ];
}

/** The archive has new messages (doc 95039): told only to the archive's own receiver. */
export function tellArchiveNews(sandbox: Sandbox): void {
  if (!sandbox.settings.archive.callbackUrl) return;
  sandbox.courier.enqueue({
    event: 'msgaudit_notify',
    changeType: '',
    userId: '',
    externalUserId: '',
    message: toMessageXml({ ...common(sandbox, 'sys'), Event: 'msgaudit_notify', AgentID: archiveAgentId }),
    agentScoped: true,
    receiver: 'archive',
  });
}

/** `subscribe`, `unsubscribe`, `enter_agent`: events of the app itself, from the member. */
export function tellAppEvent(
  sandbox: Sandbox,
  event: 'subscribe' | 'unsubscribe' | 'enter_agent',
  member: Member,
): string[] {
  const message = toMessageXml({
    ...common(sandbox, member.userId),
    Event: event,
    EventKey: '',
    AgentID: sandbox.credentials.agentId,
  });
  return [
    sandbox.courier.enqueue({
      event,
      changeType: '',
      userId: member.userId,
      externalUserId: '',
      message,
      agentScoped: true,
    }),
  ];
}

/** A text the member writes to the app (doc 90239). */
export function tellAppText(sandbox: Sandbox, member: Member, text: string): string[] {
  const message = toMessageXml({
    ...common(sandbox, member.userId),
    MsgType: 'text',
    Content: text,
    MsgId: sandbox.world.next('app_text') + 7_000_000_000_000_000,
    AgentID: sandbox.credentials.agentId,
  });
  return [
    sandbox.courier.enqueue({
      event: 'text',
      changeType: '',
      userId: member.userId,
      externalUserId: '',
      message,
      agentScoped: true,
    }),
  ];
}

function common(sandbox: Sandbox, from: string): XmlFields {
  return {
    ToUserName: sandbox.credentials.corpId,
    FromUserName: from,
    CreateTime: sandbox.clock.seconds(),
    MsgType: 'event',
  };
}
