/**
 * Events of customer groups, `change_external_chat` (doc 92130, wecom-callbacks §2.6). Like events.ts: what people do is told, what
 * the API changes is not, so code that serves the API must not import this file.
 */
import type { Sandbox } from '../sandbox.ts';
import type { GroupChat } from '../world/group-types.ts';
import { groupSubject } from './callback-sentence.ts';
import { Plain, toMessageXml, type XmlFields } from './message-xml.ts';

/** How many changed members the document's sample lists although MemChangeCnt says 10. */
const sampleListLength = 2;

/** JoinScene of the event; another enumeration than join_scene of the detail. */
const joinScenes = { invited: 0, scanned: 3 } as const;
const quitScenes = { left: 0, removed: 1 } as const;

interface MembersChanged {
  ids: string[];
  lastVersion: string;
}

export function tellGroupCreated(sandbox: Sandbox, group: GroupChat): string[] {
  return enqueue(sandbox, group, 'create', {}, groupSubject(sandbox.world, group, { changeType: 'create' }));
}

export function tellGroupDismissed(sandbox: Sandbox, group: GroupChat): string[] {
  return enqueue(sandbox, group, 'dismiss', {}, groupSubject(sandbox.world, group, { changeType: 'dismiss' }));
}

export function tellMembersJoined(
  sandbox: Sandbox,
  group: GroupChat,
  changed: MembersChanged & { how: keyof typeof joinScenes },
): string[] {
  const odd = sandbox.settings.sampleGroupEvents;
  const scene = joinScenes[changed.how];
  const fields = {
    UpdateDetail: 'add_member',
    // The sample has a scene that its own table does not know.
    JoinScene: odd && scene === 0 ? 1 : scene,
    ...(odd ? { QuitScene: 0 } : {}),
    ...membershipFields(sandbox, group, changed),
  };
  const subject = groupSubject(sandbox.world, group, { changeType: 'update', detail: 'add_member', ids: changed.ids });
  return enqueue(sandbox, group, 'update', fields, subject);
}

export function tellMembersLeft(
  sandbox: Sandbox,
  group: GroupChat,
  changed: MembersChanged & { how: keyof typeof quitScenes },
): string[] {
  const fields = {
    UpdateDetail: 'del_member',
    ...(sandbox.settings.sampleGroupEvents ? { JoinScene: 0 } : {}),
    QuitScene: quitScenes[changed.how],
    ...membershipFields(sandbox, group, changed),
  };
  const removed = changed.how === 'removed';
  const about = { changeType: 'update', detail: 'del_member', ids: changed.ids, removed };
  return enqueue(sandbox, group, 'update', fields, groupSubject(sandbox.world, group, about));
}

/** `alsoVisibleTo`: the owner before, who may be in the app's range when the new one is not. */
export function tellGroupChanged(
  sandbox: Sandbox,
  group: GroupChat,
  detail: 'change_owner' | 'change_name' | 'change_notice',
  alsoVisibleTo = group.owner,
): string[] {
  const subject = groupSubject(sandbox.world, group, { changeType: 'update', detail });
  return enqueue(sandbox, group, 'update', { UpdateDetail: detail }, subject, alsoVisibleTo);
}

function membershipFields(sandbox: Sandbox, group: GroupChat, { ids, lastVersion }: MembersChanged): XmlFields {
  const listed = sandbox.settings.sampleGroupEvents ? ids.slice(0, sampleListLength) : ids;
  return {
    MemChangeCnt: ids.length,
    MemChangeList: { Item: listed.map((id) => new Plain(id)) },
    LastMemVer: new Plain(lastVersion),
    CurMemVer: new Plain(group.version),
  };
}

function enqueue(
  sandbox: Sandbox,
  group: GroupChat,
  changeType: 'create' | 'update' | 'dismiss',
  fields: XmlFields,
  subject: string,
  alsoVisibleTo = group.owner,
): string[] {
  const { settings } = sandbox;
  if (!settings.customerContactApp || !settings.externalContactCallbacks) return [];
  if (![group.owner, alsoVisibleTo].some((owner) => sandbox.seesGroupsOf(owner))) return [];
  const message = toMessageXml({
    ToUserName: sandbox.credentials.corpId,
    FromUserName: 'sys',
    CreateTime: sandbox.clock.seconds(),
    MsgType: 'event',
    Event: 'change_external_chat',
    // Before ChangeType, as in the samples.
    ChatId: group.chatId,
    ChangeType: changeType,
    ...fields,
  });
  return [
    sandbox.courier.enqueue({
      event: 'change_external_chat',
      changeType,
      userId: '',
      externalUserId: '',
      chatId: group.chatId,
      subject,
      message,
      agentScoped: false,
    }),
  ];
}
