import { eventType } from '../../platform/delivery/event.ts';
import type { GroupChangeKind, LeftHow } from './entity.ts';

export interface GroupMemberNews {
  chatId: string;
  memberId: string;
  kind: 'member' | 'external';
  /** Found by the full reading, no callback ever came. */
  viaSync: boolean;
}

export interface GroupMemberJoined extends GroupMemberNews {
  joinScene: number;
  inviterUserId: string | null;
  /** The mark of the code she came through. */
  state: string | null;
}

/** WeCom's truth about a group is in our books and differs from what was there before. */
export const groupChatMirrored = eventType<{
  chatId: string;
  isNew: boolean;
  joined: number;
  left: number;
  /** What changed about the group itself. */
  fields: GroupChangeKind[];
}>('group_chat.mirrored');

export const groupMemberJoined = eventType<GroupMemberJoined>('group_member.joined');
/** `how` null: she was missing at a reading and no callback has told how she left. */
export const groupMemberLeft = eventType<GroupMemberNews & { how: LeftHow | null }>('group_member.left');
/** Somebody in a group became a customer in our books after she had joined. */
export const groupMemberIdentified = eventType<GroupMemberJoined>('group_member.identified');
/** A member of the company brought somebody into a group. */
export const groupInviterCredited = eventType<{ chatId: string; memberId: string; userId: string }>(
  'group_inviter.credited',
);

/** What people did with groups here; pages that show it read it anew. */
export const groupTagsChanged = eventType<{ chatId: string | null }>('group_tag.changed');
export const groupWelcomeChanged = eventType<{ welcomeId: string }>('group_welcome.changed');
