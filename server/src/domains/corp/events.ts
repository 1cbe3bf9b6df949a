import { eventType } from '../../platform/delivery/event.ts';

/** What WeCom's callbacks tell of members. */
export { memberSubscribed, memberUnsubscribed } from '../../wecom/events.ts';

/** Why a member can no longer work here: left the corp, was disabled, or the app does not see her any more. */
export type LeaveReason = 'left' | 'disabled' | 'out_of_range';

/** Her sessions have ended; codes, tasks and customers are for those who listen. */
export const memberLeft = eventType<{ userId: string; reason: LeaveReason }>('member.left');
/** Active again after having left. */
export const memberReturned = eventType<{ userId: string }>('member.returned');
/** Seen for the first time. */
export const memberJoined = eventType<{ userId: string }>('member.joined');
export const memberRoleChanged = eventType<{ userId: string; byUserId: string }>('member.role_changed');
/** One of her sessions ended because she said so. */
export const memberSignedOut = eventType<{ userId: string }>('member.signed_out');
