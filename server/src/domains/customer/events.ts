import type { OwnerReason, TagOriginKind } from '@zhike/shared/contracts/customer';
import { eventType } from '../../platform/delivery/event.ts';

/** What WeCom's callbacks tell of customers. Made by the callback parser; no customer row is known yet. */
interface Pair {
  userId: string;
  externalUserId: string;
}

/** `viaSync`: found by the full sync, no callback ever came; nobody is welcomed for it. */
export const externalContactAdded = eventType<Pair & { state: string | null; welcomeCode: string | null; viaSync?: boolean }>('external_contact.added');
export const externalContactHalfAdded = eventType<Pair & { state: string | null; welcomeCode: string | null }>('external_contact.half_added');
export const externalContactEdited = eventType<Pair>('external_contact.edited');
/** `source` is DELETE_BY_TRANSFER when an in-service handover removed it. */
export const externalContactDeletedByMember = eventType<Pair & { source: string | null; viaSync?: boolean }>('external_contact.deleted_by_member');
export const externalContactDeletedByCustomer = eventType<Pair>('external_contact.deleted_by_customer');
/** `userId` is the member who failed to take over. */
export const externalContactTransferFailed = eventType<Pair & { failReason: string }>('external_contact.transfer_failed');
export const externalContactArchiveConsented = eventType<Pair & { welcomeCode: string | null }>('external_contact.archive_consented');

/**
 * WeCom's truth about one relation is in our books: what needs a customer row starts here.
 * `isNew`: the customer was not known. `isReturning`: she was known, as somebody else's contact or a former one.
 * `isNewRelation`: false when it was read once more. `isHalf`: the member has not confirmed her yet.
 */
export const customerArchived = eventType<
  Pair & { followUserId: string; state: string | null; addWay: number; isNew: boolean; isReturning: boolean; isNewRelation: boolean; isHalf: boolean; viaSync: boolean }
>('customer.archived');

/** A bond ended. `by`: who ended it. `isLast`: nobody of the company is her contact any more. */
export const relationEnded = eventType<Pair & { followUserId: string; by: 'member' | 'customer' | 'transfer'; isLast: boolean; viaSync: boolean }>('relation.ended');
/** Remark, description or phones of a relation changed. */
export const relationChanged = eventType<Pair & { followUserId: string; fields: ('remark' | 'description' | 'phones' | 'corp_name')[]; by: 'rep' | 'rule' | 'wecom' }>('relation.changed');

interface TagChange {
  userId: string | null;
  tagIds: string[];
  origin: TagOriginKind;
  originRef: string | null;
  /** The person, when a person did it here. */
  byUserId: string | null;
}
export const customerTagged = eventType<TagChange>('customer.tagged');
export const customerUntagged = eventType<TagChange>('customer.untagged');

export const customerOwnerChanged = eventType<{ fromUserId: string | null; toUserId: string | null; reason: OwnerReason; byUserId: string | null }>('customer.owner_changed');
export const customerStageChanged = eventType<{ fromStageId: string | null; toStageId: string; byUserId: string | null; originRef: string | null }>('customer.stage_changed');
