import { type CallOptions, fromSeconds, nextCursorOf, type WecomCaller } from '../call.ts';
import { isWecomError } from '../errors.ts';
import { type MessageContent, messageBody } from './message-content.ts';

/** A person outside the company as WeCom knows them. */
export interface ExternalContact {
  externalUserId: string;
  name: string;
  /** `wechat` 1, `wecom` 2: an employee of another company. */
  type: 'wechat' | 'wecom';
  avatar: string | null;
  gender: 'unknown' | 'male' | 'female';
  /** Only when the company has bound an open-platform account. */
  unionId: string | null;
  position: string | null;
  corpName: string | null;
  corpFullName: string | null;
}

/** The bond of one member and one external contact. */
export interface FollowUser {
  userId: string;
  remark: string;
  description: string;
  remarkCorpName: string | null;
  remarkMobiles: string[];
  /** Epoch ms. */
  addedAt: number | null;
  tags: FollowTag[];
  /** 0 unknown, 1 QR code, 2 phone search, 16 acquisition link, 202 assigned by admin …: doc 92114. */
  addWay: number;
  /** The contact way's mark, or the acquisition link's channel. */
  state: string | null;
  operUserId: string | null;
  /** The video account the customer came from; only with add_way 10. */
  wechatChannels: { nickname: string; source: number } | null;
}

export interface FollowTag {
  /** Absent for a member's private tag. */
  tagId: string | null;
  groupName: string | null;
  tagName: string | null;
  kind: 'corp' | 'private' | 'rule';
}

export interface ExternalContactDetail {
  contact: ExternalContact;
  /** Every follower inside the visible range (WeCom pages them by 500; all pages are read). */
  followUsers: FollowUser[];
}

export interface Relation {
  contact: ExternalContact;
  /** Names of tags and groups are absent here: only ids of corp and rule-group tags. */
  followUser: FollowUser;
}

export interface RemarkChange {
  userId: string;
  externalUserId: string;
  /** ≤ 20 characters. */
  remark?: string;
  /** ≤ 150 characters. */
  description?: string;
  /** ≤ 20 characters, WeChat users only. */
  corpName?: string;
  /** Replaces the list; an empty list clears it. */
  mobiles?: string[];
}

/** 客户联系: customers and the members who follow them (docs 92571, 92113, 92994, 92114, 92115, 92137). */
export function externalContactApi(caller: WecomCaller) {
  return {
    /** Members with the customer-contact function inside the visible range (doc 92571). */
    async listFollowUserIds(options?: CallOptions): Promise<string[]> {
      const reply = await caller.call<{ follow_user?: string[] }>(
        { method: 'GET', path: '/cgi-bin/externalcontact/get_follow_user_list', effect: 'read' },
        options,
      );
      return reply.follow_user ?? [];
    },

    /** Ids of one member's customers (doc 92113). A member without customers gives an empty list. */
    async listIds(userId: string, options?: CallOptions): Promise<string[]> {
      try {
        const reply = await caller.call<{ external_userid?: string[] }>(
          { method: 'GET', path: '/cgi-bin/externalcontact/list', effect: 'read', query: { userid: userId } },
          options,
        );
        return reply.external_userid ?? [];
      } catch (error) {
        if (isWecomError(error, 84061)) return [];
        throw error;
      }
    },

    /** One customer with all followers (doc 92114). 84061: no member in range is related (any more). */
    async get(externalUserId: string, options?: CallOptions): Promise<ExternalContactDetail> {
      const followUsers: FollowUser[] = [];
      let cursor: string | null = null;
      for (;;) {
        const reply: RawDetail = await caller.call<RawDetail>(
          {
            method: 'GET',
            path: '/cgi-bin/externalcontact/get',
            effect: 'read',
            query: { external_userid: externalUserId, cursor: cursor ?? undefined },
          },
          options,
        );
        followUsers.push(...(reply.follow_user ?? []).map(followUserFrom));
        cursor = nextCursorOf(reply);
        if (!cursor) return { contact: contactFrom(reply.external_contact), followUsers };
      }
    },

    /** Relations of up to 100 members, up to 100 a page: the cheap full sync (doc 92994). A page may be empty before the end. */
    async listByMembers(
      input: { userIds: string[]; cursor?: string | null; limit?: number },
      options?: CallOptions,
    ): Promise<{ relations: Relation[]; nextCursor: string | null; unlicensedUserIds: string[] }> {
      const reply = await caller.call<RawBatch>(
        {
          method: 'POST',
          path: '/cgi-bin/externalcontact/batch/get_by_user',
          effect: 'read',
          body: { userid_list: input.userIds, cursor: input.cursor ?? '', limit: input.limit ?? 100 },
        },
        options,
      );
      return {
        relations: (reply.external_contact_list ?? []).map((row) => ({
          contact: contactFrom(row.external_contact),
          followUser: followUserFrom(row.follow_info),
        })),
        nextCursor: nextCursorOf(reply),
        unlicensedUserIds: reply.fail_info?.unlicensed_userid_list ?? [],
      };
    },

    /** Changes a member's own notes on a customer; at least one note must be given (doc 92115). */
    async setRemark(change: RemarkChange, options?: CallOptions): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: '/cgi-bin/externalcontact/remark',
          effect: 'idempotent',
          body: {
            userid: change.userId,
            external_userid: change.externalUserId,
            remark: change.remark,
            description: change.description,
            remark_company: change.corpName,
            // An empty list would mean "unchanged"; one empty string clears.
            remark_mobiles: change.mobiles && change.mobiles.length === 0 ? [''] : change.mobiles,
          },
        },
        options,
      );
    },

    /** Greets a new customer once, within 20 s of the event (doc 92137). 41051 greeted already, 41050 too late, 41096 somebody is at it. */
    async sendWelcome(welcomeCode: string, content: MessageContent, options: CallOptions = {}): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: '/cgi-bin/externalcontact/send_welcome_msg',
          effect: 'idempotent',
          body: { welcome_code: welcomeCode, ...messageBody(content) },
        },
        { lane: 'urgent', ...options },
      );
    },
  };
}

interface RawContact {
  external_userid: string;
  name?: string;
  avatar?: string;
  type?: number;
  gender?: number;
  unionid?: string;
  position?: string;
  corp_name?: string;
  corp_full_name?: string;
}

interface RawFollowUser {
  userid: string;
  remark?: string;
  description?: string;
  createtime?: number;
  tags?: { group_name?: string; tag_name?: string; tag_id?: string; type?: number }[];
  tag_id?: string[];
  remark_corp_name?: string;
  remark_mobiles?: string[];
  oper_userid?: string;
  add_way?: number;
  state?: string;
  wechat_channels?: { nickname?: string; source?: number };
}

interface RawDetail {
  external_contact: RawContact;
  follow_user?: RawFollowUser[];
  next_cursor?: string;
}

interface RawBatch {
  external_contact_list?: { external_contact: RawContact; follow_info: RawFollowUser }[];
  next_cursor?: string;
  fail_info?: { unlicensed_userid_list?: string[] };
}

const GENDERS = ['unknown', 'male', 'female'] as const;
const TAG_KINDS = { 1: 'corp', 2: 'private', 3: 'rule' } as const;

function contactFrom(raw: RawContact): ExternalContact {
  return {
    externalUserId: raw.external_userid,
    name: raw.name ?? '',
    type: raw.type === 2 ? 'wecom' : 'wechat',
    avatar: raw.avatar || null,
    gender: GENDERS[raw.gender ?? 0] ?? 'unknown',
    unionId: raw.unionid || null,
    position: raw.position || null,
    corpName: raw.corp_name || null,
    corpFullName: raw.corp_full_name || null,
  };
}

function followUserFrom(raw: RawFollowUser): FollowUser {
  const named = raw.tags?.map((tag) => ({
    tagId: tag.tag_id || null,
    groupName: tag.group_name ?? null,
    tagName: tag.tag_name ?? null,
    kind: TAG_KINDS[tag.type as 1 | 2 | 3] ?? 'corp',
  }));
  return {
    userId: raw.userid,
    remark: raw.remark ?? '',
    description: raw.description ?? '',
    remarkCorpName: raw.remark_corp_name || null,
    remarkMobiles: (raw.remark_mobiles ?? []).filter(Boolean),
    addedAt: fromSeconds(raw.createtime),
    tags: named ?? (raw.tag_id ?? []).map((tagId) => ({ tagId, groupName: null, tagName: null, kind: 'corp' })),
    addWay: raw.add_way ?? 0,
    state: raw.state || null,
    operUserId: raw.oper_userid || null,
    wechatChannels: raw.wechat_channels
      ? { nickname: raw.wechat_channels.nickname ?? '', source: raw.wechat_channels.source ?? 0 }
      : null,
  };
}
