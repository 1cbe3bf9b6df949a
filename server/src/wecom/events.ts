import { eventType } from '../platform/delivery/event.ts';

/**
 * What WeCom tells us through callbacks, in our words (docs 92130, 92005, 90240, 90970). Each is recorded as it came:
 * nothing has been read from WeCom yet, so none knows our customer id.
 */
export interface Pair {
  userId: string;
  externalUserId: string;
}

export interface FriendAdded extends Pair {
  /** The contact way's mark, when the customer came through one. */
  state: string | null;
  /** The right to greet once within 20 s; absent when WeCom or another app has greeted already. */
  welcomeCode: string | null;
  /** When our server accepted the callback, epoch ms of machine time: WeCom's CreateTime knows only seconds. */
  acceptedAt?: number;
  /** Found by the full sync, no callback ever came; nobody is welcomed for it. */
  viaSync?: boolean;
}

export const externalContactAdded = eventType<FriendAdded>('external_contact.added');
/** The customer added a member who needs no verification; the member has not confirmed yet. */
export const externalContactHalfAdded = eventType<FriendAdded>('external_contact.half_added');
/** The member changed remark, phone or tags in the client. */
export const externalContactEdited = eventType<Pair>('external_contact.edited');
/** `source` is DELETE_BY_TRANSFER when an in-service handover removed it. */
export const externalContactDeletedByMember = eventType<Pair & { source: string | null; viaSync?: boolean }>(
  'external_contact.deleted_by_member',
);
/** The customer removed the member (WeCom: del_follow_user). */
export const externalContactDeletedByCustomer = eventType<Pair>('external_contact.deleted_by_customer');
/** `userId` is the member who could not take over; `failReason`: customer_refused, customer_limit_exceed. */
export const externalContactTransferFailed = eventType<Pair & { failReason: string }>(
  'external_contact.transfer_failed',
);
export interface ArchiveConsent extends Pair {
  welcomeCode: string | null;
  acceptedAt?: number;
}

/** The customer agreed to chat archiving. */
export const externalContactArchiveConsented = eventType<ArchiveConsent>('external_contact.archive_consented');

/** There are messages to pull; told at most every 15 s, and of none in particular (doc 95039). */
export const archiveTold = eventType<Record<string, never>>('archive.told');

export interface CorpTagChange {
  kind: 'tag' | 'tag_group';
  id: string;
}

export const corpTagCreated = eventType<CorpTagChange>('corp_tag.created');
export const corpTagChanged = eventType<CorpTagChange>('corp_tag.changed');
/** Deleting a group tells of the group only, never of its tags. */
export const corpTagDeleted = eventType<CorpTagChange>('corp_tag.deleted');
/** `groupId` null: the order of all groups changed. */
export const corpTagReordered = eventType<{ groupId: string | null }>('corp_tag.reordered');

export interface MemberNews {
  userId: string;
}

/** The member came into the app's visible range. */
export const memberSubscribed = eventType<MemberNews>('member.subscribed');
/** The member left the app's visible range, was disabled, or left the corp. */
export const memberUnsubscribed = eventType<MemberNews>('member.unsubscribed');
export const appEntered = eventType<MemberNews>('app.entered');

/** Contact changes reach only the optional contacts receiver, never an ordinary self-built app. */
export const contactMemberChanged = eventType<{
  userId: string;
  change: 'created' | 'updated' | 'deleted';
  newUserId: string | null;
}>('contact_member.changed');
export const contactDepartmentChanged = eventType<{
  departmentId: number;
  change: 'created' | 'updated' | 'deleted';
}>('contact_department.changed');

/** A customer group is there; nothing of it is known yet but its id. */
export const groupChatCreated = eventType<{ chatId: string }>('group_chat.created');

export interface GroupChatChange {
  chatId: string;
  /** WeCom's UpdateDetail: add_member, del_member, change_owner, change_name, change_notice; others may come. */
  detail: string;
  /** userids and external_userids in one list, which may be incomplete. Empty unless the membership changed. */
  memberIds: string[];
  /** False: more changed than `memberIds` names. */
  isComplete: boolean;
  /** Only of joins: 0 invited, 3 scanned; not the numbers of the group's detail. */
  joinScene: number | null;
  /** Only of leaves: 0 by themselves, 1 removed. */
  quitScene: number | null;
  /** WeCom's member version before and after; null when it did not say. */
  lastVersion: string | null;
  currentVersion: string | null;
}

export const groupChatChanged = eventType<GroupChatChange>('group_chat.changed');
/** `viaSync`: no callback told, WeCom says that there is no such group. */
export const groupChatDismissed = eventType<{ chatId: string; viaSync?: boolean }>('group_chat.dismissed');
