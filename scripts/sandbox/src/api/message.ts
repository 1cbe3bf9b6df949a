/** Messages of the app to members: doc 90236, 94867. */
import { presentAppMessage } from '../control/present.ts';
import { newMessageId } from '../ids.ts';
import { withChildren, type Sandbox } from '../sandbox.ts';
import { appMessageKey } from '../world/app-message-store.ts';
import type { AppMessage, Member } from '../world/types.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { readMessageBody } from './message-body.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const accountsLimit = 1_000;

export const messageSend: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/message/send',
  doc: '90236',
  title: '发送应用消息',
  token: 'app',
  // App messages are not in the per-minute and per-hour rows (doc 90312).
  counted: false,
  errors: [40008, 40032, 40056, 301002, 45002, 45009, 81013, 40004, 40007, 40145],
  handle(call) {
    const { sandbox, body, now } = call;
    const msgType = body.required('msgtype');
    // Mini-program notices carry no agentid.
    if (msgType !== 'miniprogram_notice') {
      const agentId = body.int('agentid', { missing: 40056, invalid: 40056 });
      if (agentId !== sandbox.credentials.agentId) fail(301002);
    }
    const content = readMessageBody(sandbox, msgType, body);
    const receivers = receiversOf(call);
    if (receivers.members.length === 0) fail(81013);
    // One call to 1,000 people is 1,000; accounts-limit × 200 a day (doc 90312).
    for (const _ of receivers.members) {
      if (sandbox.rates.countIn('app messages a day', now, dayMs) > accountsLimit * 200) fail(45009);
    }
    const msgId = newMessageId();
    const repeatMs = body.flag('enable_duplicate_check', false)
      ? body.int('duplicate_check_interval', { fallback: 1_800, min: 1, max: 4 * 3_600 }) * 1_000
      : 0;
    for (const member of receivers.members) {
      if (isRepeat(sandbox, member, msgType, content, repeatMs)) tellRepeat(sandbox, member, msgId, msgType, content);
      else deliver(sandbox, member, msgId, msgType, content);
    }
    return {
      invaliduser: receivers.invalidUsers,
      invalidparty: receivers.invalidParties,
      invalidtag: receivers.invalidTags,
      unlicenseduser: '',
      msgid: msgId,
    };
  },
};

export const messageRecall: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/message/recall',
  doc: '94867',
  title: '撤回应用消息',
  token: 'app',
  errors: [40035, 42052],
  handle({ sandbox, body, now }) {
    const msgId = body.required('msgid');
    const messages = sandbox.world.appMessages.filter((message) => message.msgId === msgId);
    if (messages.length === 0) fail(40035, 'msgid');
    for (const message of messages) {
      if (now - message.at > dayMs) fail(42052);
      sandbox.world.appMessages.put({ ...message, recalled: true });
    }
  },
};

export const messageEndpoints = [messageSend, messageRecall];

/**
 * Over 30 a minute or 1,000 an hour to one member the surplus is dropped, and the call still says ok (doc 90312): the control API
 * counts what went missing.
 */
function deliver(
  sandbox: Sandbox,
  member: Member,
  msgId: string,
  msgType: string,
  body: Record<string, unknown>,
): void {
  const { world, rates, limits } = sandbox;
  const message = newMessage(sandbox, member, msgId, msgType, body);
  const now = message.at;
  const perMinute = rates.countIn(`messages a minute ${member.userId}`, now, minuteMs);
  const perHour = rates.countIn(`messages an hour ${member.userId}`, now, hourMs);
  const dropped = perMinute > limits.messagesPerMemberMinute || perHour > limits.messagesPerMemberHour;
  if (dropped) sandbox.appMessagesDropped += 1;
  else world.appMessages.put(message);
  const view = presentAppMessage(sandbox, message);
  const text = dropped
    ? `应用消息超过每分钟 ${limits.messagesPerMemberMinute} 条,企业微信静默丢弃了给 ${member.name} 的一条`
    : `应用消息 → ${member.name}:${view.preview}`;
  sandbox.live.tell({ kind: 'app-message', message: view, dropped, text });
}

/** With the duplicate check on, the same content to the same member is not delivered again within the interval. */
function isRepeat(
  sandbox: Sandbox,
  member: Member,
  msgType: string,
  body: Record<string, unknown>,
  withinMs: number,
): boolean {
  if (withinMs === 0) return false;
  const content = JSON.stringify(body);
  for (const past of sandbox.world.appMessages.byMember(member.userId).newestFirst()) {
    if (sandbox.clock.now() - past.at >= withinMs) return false;
    if (past.msgType === msgType && JSON.stringify(past.body) === content) return true;
  }
  return false;
}

function tellRepeat(
  sandbox: Sandbox,
  member: Member,
  msgId: string,
  msgType: string,
  body: Record<string, unknown>,
): void {
  const view = presentAppMessage(sandbox, newMessage(sandbox, member, msgId, msgType, body));
  sandbox.live.tell({
    kind: 'app-message',
    message: view,
    dropped: true,
    text: `重复的应用消息没有再发给 ${member.name}:${view.preview}`,
  });
}

function newMessage(
  sandbox: Sandbox,
  member: Member,
  msgId: string,
  msgType: string,
  body: Record<string, unknown>,
): AppMessage {
  const { world, clock } = sandbox;
  const seq = world.next('app_message');
  return { msgId, seq, at: clock.now(), userId: member.userId, msgType, body, recalled: false, read: false };
}

interface Receivers {
  members: Member[];
  invalidUsers: string;
  invalidParties: string;
  invalidTags: string;
}

/** Partial failure is errcode 0 with lists, lower-cased and joined by a bar. Members out of range or not active are invalid. */
function receiversOf({ sandbox, body }: Call): Receivers {
  const { world } = sandbox;
  const reachable = (member: Member | undefined): member is Member =>
    member !== undefined && member.status === 1 && sandbox.isVisible(member);
  if (body.text('touser') === '@all') {
    return { members: world.members.filter(reachable), invalidUsers: '', invalidParties: '', invalidTags: '' };
  }
  const users = split(body.text('touser'));
  const parties = split(body.text('toparty'));
  const tags = split(body.text('totag'));
  if (users.length + parties.length + tags.length === 0) fail(40063, 'touser, toparty and totag');
  if (users.length > 1_000 || parties.length > 100 || tags.length > 100) fail(40032);
  const found = new Map<string, Member>();
  const invalidUsers = users.filter((userId) => {
    const member = world.member(userId);
    if (reachable(member)) found.set(member.userId, member);
    return !reachable(member);
  });
  const visible = sandbox.visibleDepartments();
  const invalidParties = parties.filter((id) => !visible.has(Number(id)));
  const departments = withChildren(world, parties.filter((id) => visible.has(Number(id))).map(Number));
  if (parties.length > invalidParties.length) {
    for (const member of world.members.values()) {
      if (reachable(member) && member.departments.some((id) => departments.has(id))) found.set(member.userId, member);
    }
  }
  // The sandbox keeps no tags of members: every one is unknown.
  return {
    members: [...found.values()],
    invalidUsers: join(invalidUsers),
    invalidParties: join(invalidParties),
    invalidTags: join(tags),
  };
}

const split = (list: string): string[] => list.split('|').filter((item) => item !== '');
const join = (list: string[]): string => list.join('|').toLowerCase();

/** The member opened the conversation of the app. */
export function markAppMessagesRead(sandbox: Sandbox, userId: string): void {
  for (const message of sandbox.world.appMessages.byMember(userId)) {
    if (!message.read && sandbox.world.appMessages.has(appMessageKey(message.msgId, userId)))
      sandbox.world.appMessages.put(Object.assign(message, { read: true }));
  }
}
