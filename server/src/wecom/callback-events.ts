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
 * Documented and of no use to this program (docs 90239, 90240, 92130, 97299, 97712). They come with the events that are: customer groups
 * under the same switch, what members write to the app or press in it. Listed among what needs a person, they would bury it.
 */
const OF_NO_USE = new Set([
  'text',
  'image',
  'voice',
  'video',
  'location',
  'link',
  'change_external_chat',
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
