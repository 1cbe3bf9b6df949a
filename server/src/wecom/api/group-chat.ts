import { type CallOptions, fromSeconds, nextCursorOf, type WecomCaller } from '../call.ts';

/** 0 normal, 1 owner left and waiting, 2 transferring, 3 transferred (doc 92120). */
export interface ListedGroupChat {
  chatId: string;
  status: number;
}

export interface GroupChatMember {
  /** userid or external_userid. */
  id: string;
  kind: 'member' | 'external';
  unionId: string | null;
  joinedAt: number | null;
  /** 1 invited directly, 2 invitation link, 3 group QR code; others may come. 0: not told. */
  joinScene: number;
  /** Only when a member of this company invited. */
  inviterUserId: string | null;
  nickname: string | null;
  name: string | null;
  /** The join way's mark. */
  state: string | null;
}

export interface GroupChat {
  chatId: string;
  name: string;
  ownerUserId: string;
  notice: string | null;
  createdAt: number | null;
  members: GroupChatMember[];
  adminUserIds: string[];
  /** Changes with the membership. Null: WeCom did not tell. */
  memberVersion: string | null;
}

const PATH = '/cgi-bin/externalcontact/groupchat';

/** 客户群 (docs 92120, 92122). */
export function groupChatApi(caller: WecomCaller) {
  return {
    /** Without `ownerUserIds` (≤ 100) refused with 81017 in a range of more than 1,000 members; groups of leavers come only when those are named. */
    async list(
      input: { ownerUserIds?: string[]; cursor?: string | null; limit?: number } = {},
      options?: CallOptions,
    ): Promise<{ groups: ListedGroupChat[]; nextCursor: string | null }> {
      const reply = await caller.call<{
        group_chat_list?: { chat_id: string; status?: number }[];
        next_cursor?: string;
      }>(
        {
          method: 'POST',
          path: `${PATH}/list`,
          effect: 'read',
          body: {
            status_filter: 0,
            owner_filter: input.ownerUserIds ? { userid_list: input.ownerUserIds } : undefined,
            cursor: input.cursor ?? undefined,
            limit: input.limit ?? 1000,
          },
        },
        options,
      );
      return {
        groups: (reply.group_chat_list ?? []).map(({ chat_id, status }) => ({ chatId: chat_id, status: status ?? 0 })),
        nextCursor: nextCursorOf(reply),
      };
    },

    async get(chatId: string, options?: CallOptions): Promise<GroupChat> {
      const reply = await caller.call<{ group_chat: RawGroupChat }>(
        { method: 'POST', path: `${PATH}/get`, effect: 'read', body: { chat_id: chatId, need_name: 1 } },
        options,
      );
      return groupChatFrom(reply.group_chat);
    },
  };
}

interface RawGroupChat {
  chat_id: string;
  name?: string;
  owner?: string;
  notice?: string;
  create_time?: number;
  member_list?: {
    userid: string;
    type: number;
    unionid?: string;
    join_time?: number;
    join_scene?: number;
    invitor?: { userid?: string };
    group_nickname?: string;
    name?: string;
    state?: string;
  }[];
  admin_list?: { userid: string }[];
  member_version?: string;
}

function groupChatFrom(raw: RawGroupChat): GroupChat {
  return {
    chatId: raw.chat_id,
    name: raw.name ?? '',
    ownerUserId: raw.owner ?? '',
    notice: raw.notice || null,
    createdAt: fromSeconds(raw.create_time),
    members: (raw.member_list ?? []).map((member) => ({
      id: member.userid,
      kind: member.type === 1 ? 'member' : 'external',
      unionId: member.unionid || null,
      joinedAt: fromSeconds(member.join_time),
      joinScene: member.join_scene ?? 0,
      inviterUserId: member.invitor?.userid || null,
      nickname: member.group_nickname || null,
      name: member.name || null,
      state: member.state || null,
    })),
    adminUserIds: (raw.admin_list ?? []).map((admin) => admin.userid),
    memberVersion: raw.member_version || null,
  };
}
