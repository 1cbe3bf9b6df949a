import type { OwnerReason, TagOriginKind } from '@zhike/shared/contracts/customer';
import { eventType } from '../../platform/delivery/event.ts';

export interface Pair {
  userId: string;
  externalUserId: string;
}

/**
 * WeCom's truth about one relation is in our books: what needs a customer row starts here.
 * `isNew`: the customer was not known. `isReturning`: she was known, as somebody else's contact or a former one.
 * `isNewRelation`: false when it was read once more. `isHalf`: the member has not confirmed her yet.
 */
export const customerArchived = eventType<
  Pair & {
    followUserId: string;
    state: string | null;
    addWay: number;
    isNew: boolean;
    isReturning: boolean;
    isNewRelation: boolean;
    isHalf: boolean;
    viaSync: boolean;
  }
>('customer.archived');

/** A bond ended. `by`: who ended it. `isLast`: nobody of the company is her contact any more. */
export const relationEnded = eventType<
  Pair & { followUserId: string; by: 'member' | 'customer' | 'transfer'; isLast: boolean; viaSync: boolean }
>('relation.ended');
/** Remark, description or phones of a relation changed. */
export const relationChanged = eventType<
  Pair & {
    followUserId: string;
    fields: ('remark' | 'description' | 'phones' | 'corp_name')[];
    by: 'rep' | 'rule' | 'wecom';
  }
>('relation.changed');

export interface TagChange {
  userId: string | null;
  tagIds: string[];
  origin: TagOriginKind;
  originRef: string | null;
  /** The person, when a person did it here. */
  byUserId: string | null;
}
export const customerTagged = eventType<TagChange>('customer.tagged');
export const customerUntagged = eventType<TagChange>('customer.untagged');

export const customerOwnerChanged = eventType<{
  fromUserId: string | null;
  toUserId: string | null;
  reason: OwnerReason;
  byUserId: string | null;
}>('customer.owner_changed');
export const customerStageChanged = eventType<{
  fromStageId: string | null;
  toStageId: string;
  byUserId: string | null;
  originRef: string | null;
}>('customer.stage_changed');
/** `changeId`: where it stands what the field held before and holds now. `originRef`: the version of the rule that did it. */
export const customerFieldChanged = eventType<{
  fieldId: string;
  changeId: string;
  byUserId: string | null;
  originRef: string | null;
}>('customer.field_changed');
