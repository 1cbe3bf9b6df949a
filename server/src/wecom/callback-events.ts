import type { NewEvent } from '../platform/delivery/event.ts';
import type { Interpret } from '../platform/delivery/inbox-worker.ts';
import { parseXml, type XmlElement, XmlNotUnderstood } from './callback/xml.ts';
import {
  appEntered,
  archiveTold,
  contactDepartmentChanged,
  contactMemberChanged,
  corpTagChanged,
  corpTagCreated,
  corpTagDeleted,
  corpTagReordered,
  externalContactAdded,
  externalContactArchiveConsented,
  externalContactDeletedByCustomer,
  externalContactDeletedByMember,
  externalContactEdited,
  externalContactHalfAdded,
  externalContactTransferFailed,
  groupChatChanged,
  groupChatCreated,
  groupChatDismissed,
  memberSubscribed,
  memberUnsubscribed,
} from './events.ts';

interface Context {
  fields: Fields;
  occurredAt: number;
  acceptedAt: number;
}

type Reader = (context: Context) => NewEvent;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The event that a decrypted callback tells of (docs 92130, 92005, 90240, 90970). What is not understood is answered with the kind
 * of callback and what was odd about it, never with a value. Everything is read as text: WeCom's own samples are inconsistent
 * about CDATA and order.
 */
export const interpretCallback: Interpret = (_receiver, message, { receivedAt }) => {
  let fields: Fields;
  try {
    fields = new Fields(parseXml(utf8.decode(message)));
  } catch (error) {
    if (error instanceof XmlNotUnderstood) return { notUnderstood: `not the XML of WeCom: ${error.message}` };
    if (error instanceof TypeError) return { notUnderstood: 'not UTF-8' };
    throw error;
  }
  const kind = kindOf(fields);
  const reader = readers.get(kind);
  if (!reader && isOfNoUse(kind)) return { events: [] };
  if (!reader) return { notUnderstood: `unknown callback ${kind}` };
  try {
    const seconds = Number(fields.required('CreateTime'));
    if (!Number.isSafeInteger(seconds) || seconds <= 0) throw new FieldMissing('a valid CreateTime');
    return { events: [reader({ fields, occurredAt: seconds * 1000, acceptedAt: receivedAt })] };
  } catch (error) {
    if (error instanceof FieldMissing) return { notUnderstood: `${kind} without ${error.field}` };
    throw error;
  }
};

class FieldMissing extends Error {
  constructor(readonly field: string) {
    super(field);
  }
}

class Fields {
  constructor(private readonly element: XmlElement) {}

  /** Null when absent, empty or not a plain text. */
  optional(name: string): string | null {
    const value = this.element[name];
    if (typeof value !== 'string') return null;
    return value.trim() === '' ? null : value.trim();
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === null) throw new FieldMissing(name);
    return value;
  }

  /** Every plain text under a name that may be repeated, inside a list element. */
  listed(name: string, item: string): string[] {
    const list = this.element[name];
    if (typeof list !== 'object' || Array.isArray(list)) return [];
    const items = list[item] ?? [];
    return (Array.isArray(items) ? items : [items]).flatMap((value) =>
      typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [],
    );
  }

  /** Null when absent or no whole number: of what says nothing we make nothing up. */
  number(name: string): number | null {
    const value = Number(this.optional(name) ?? Number.NaN);
    return Number.isSafeInteger(value) ? value : null;
  }

  /** An id that must fit our columns; WeCom's own have at most 64 bytes. */
  id(name: string): string {
    const value = this.required(name);
    if (Buffer.byteLength(value) > 64) throw new FieldMissing(`a valid ${name}`);
    return value;
  }
}

/** `change_external_contact/add_external_contact`; cut, because a stranger's value must not fill the list. */
function kindOf(fields: Fields): string {
  const type = fields.optional('MsgType') ?? '(no MsgType)';
  const parts = type === 'event' ? [fields.optional('Event') ?? '(no Event)', fields.optional('ChangeType')] : [type];
  return parts
    .filter((part) => part !== null)
    .map((part) => part.slice(0, 60).replace(/[^\w()\- ]/g, '?'))
    .join('/');
}

/**
 * Documented and of no use to this program (docs 90239, 90240, 97299, 97712). They come with the events that are: what members write to
 * the app or press in it. Listed among what needs a person, they would bury it.
 */
const OF_NO_USE = new Set([
  'text',
  'image',
  'voice',
  'video',
  'location',
  'link',
  'customer_acquisition',
  'kf_msg_or_event',
  'kf_account_auth_change',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_push',
  'scancode_waitmsg',
  'location_select',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'template_card_event',
  'template_card_menu_event',
  'share_agent_change',
  'share_chain_change',
  'batch_job_result',
  'sys_approval_change',
  'open_approval_change',
]);

function isOfNoUse(kind: string): boolean {
  return OF_NO_USE.has(kind.split('/')[0]!) || kind === 'change_contact/update_tag';
}

const pairOf = (fields: Fields) => ({ userId: fields.id('UserID'), externalUserId: fields.id('ExternalUserID') });

function friendAdded({ fields, occurredAt, acceptedAt }: Context) {
  const payload = {
    ...pairOf(fields),
    state: fields.optional('State')?.slice(0, 128) ?? null,
    welcomeCode: fields.optional('WelcomeCode'),
    acceptedAt,
  };
  return { occurredAt, memberUserId: payload.userId, payload };
}

function ofPair<Extra extends object>({ fields, occurredAt }: Context, extra: Extra) {
  const payload = { ...pairOf(fields), ...extra };
  return { occurredAt, memberUserId: payload.userId, payload };
}

function tagChange({ fields, occurredAt }: Context) {
  const kind = fields.required('TagType');
  if (kind !== 'tag' && kind !== 'tag_group') throw new FieldMissing('a known TagType');
  return { occurredAt, payload: { kind, id: fields.id('Id') } as const };
}

function aboutGroup({ fields, occurredAt }: Context) {
  const chatId = fields.id('ChatId');
  return { occurredAt, chatId, payload: { chatId } };
}

/** More ids than a group has members are not kept: the group is read anyway. */
const MEMBER_IDS_KEPT = 500;

/**
 * Only UpdateDetail says what happened: WeCom's own sample of a join carries a QuitScene too. What does not belong to it is left out,
 * and the ids are complete only when there are as many as MemChangeCnt says.
 */
function groupChange({ fields, occurredAt }: Context): NewEvent {
  const chatId = fields.id('ChatId');
  // Whatever it was, the group is read: a kind of change that nobody has heard of loses nothing.
  const detail = fields.optional('UpdateDetail')?.slice(0, 32) ?? 'unknown';
  const isJoin = detail === 'add_member';
  const isLeave = detail === 'del_member';
  const named = isJoin || isLeave ? fields.listed('MemChangeList', 'Item') : [];
  const memberIds = [...new Set(named)].filter((id) => Buffer.byteLength(id) <= 64).slice(0, MEMBER_IDS_KEPT);
  const version = (name: string) => {
    const value = fields.optional(name);
    return value !== null && value.length <= 64 ? value : null;
  };
  const payload = {
    chatId,
    detail,
    memberIds,
    isComplete: memberIds.length > 0 && memberIds.length === fields.number('MemChangeCnt'),
    joinScene: isJoin ? fields.number('JoinScene') : null,
    quitScene: isLeave ? fields.number('QuitScene') : null,
    lastVersion: version('LastMemVer'),
    currentVersion: version('CurMemVer'),
  };
  return groupChatChanged({ occurredAt, chatId, payload });
}

function aboutMember({ fields, occurredAt }: Context) {
  const userId = fields.id('FromUserName');
  return { occurredAt, memberUserId: userId, payload: { userId } };
}

const memberChange =
  (change: 'created' | 'updated' | 'deleted'): Reader =>
  ({ fields, occurredAt }) => {
    const userId = fields.id('UserID');
    const newUserId = fields.optional('NewUserID');
    return contactMemberChanged({ occurredAt, memberUserId: userId, payload: { userId, change, newUserId } });
  };

const departmentChange =
  (change: 'created' | 'updated' | 'deleted'): Reader =>
  ({ fields, occurredAt }) => {
    const departmentId = Number(fields.required('Id'));
    if (!Number.isSafeInteger(departmentId)) throw new FieldMissing('a valid Id');
    return contactDepartmentChanged({ occurredAt, payload: { departmentId, change } });
  };

const readers = new Map<string, Reader>([
  ['change_external_contact/add_external_contact', (c) => externalContactAdded(friendAdded(c))],
  ['change_external_contact/add_half_external_contact', (c) => externalContactHalfAdded(friendAdded(c))],
  ['change_external_contact/edit_external_contact', (c) => externalContactEdited(ofPair(c, {}))],
  [
    'change_external_contact/del_external_contact',
    (c) => externalContactDeletedByMember(ofPair(c, { source: c.fields.optional('Source')?.slice(0, 64) ?? null })),
  ],
  ['change_external_contact/del_follow_user', (c) => externalContactDeletedByCustomer(ofPair(c, {}))],
  [
    'change_external_contact/transfer_fail',
    (c) => externalContactTransferFailed(ofPair(c, { failReason: c.fields.required('FailReason').slice(0, 64) })),
  ],
  [
    'change_external_contact/msg_audit_approved',
    (c) =>
      externalContactArchiveConsented(
        ofPair(c, { welcomeCode: c.fields.optional('WelcomeCode'), acceptedAt: c.acceptedAt }),
      ),
  ],
  ['msgaudit_notify', (c) => archiveTold({ occurredAt: c.occurredAt, payload: {} })],
  ['change_external_tag/create', (c) => corpTagCreated(tagChange(c))],
  ['change_external_tag/update', (c) => corpTagChanged(tagChange(c))],
  ['change_external_tag/delete', (c) => corpTagDeleted(tagChange(c))],
  [
    'change_external_tag/shuffle',
    (c) => corpTagReordered({ occurredAt: c.occurredAt, payload: { groupId: c.fields.optional('Id') } }),
  ],
  ['change_external_chat/create', (c) => groupChatCreated(aboutGroup(c))],
  ['change_external_chat/update', groupChange],
  ['change_external_chat/dismiss', (c) => groupChatDismissed(aboutGroup(c))],
  ['subscribe', (c) => memberSubscribed(aboutMember(c))],
  ['unsubscribe', (c) => memberUnsubscribed(aboutMember(c))],
  ['enter_agent', (c) => appEntered(aboutMember(c))],
  ['change_contact/create_user', memberChange('created')],
  ['change_contact/update_user', memberChange('updated')],
  ['change_contact/delete_user', memberChange('deleted')],
  ['change_contact/create_party', departmentChange('created')],
  ['change_contact/update_party', departmentChange('updated')],
  ['change_contact/delete_party', departmentChange('deleted')],
]);
