import type { CallOptions, WecomCaller } from '../call.ts';

/** A member of the company. What newer apps may not read (phone, e-mail, avatar; doc 96255) is null. */
export interface Member {
  userId: string;
  name: string;
  alias: string | null;
  position: string | null;
  departmentIds: number[];
  /** Those of `departmentIds` that the member leads. */
  leaderOf: number[];
  mainDepartmentId: number | null;
  directLeaderIds: string[];
  status: 'active' | 'disabled' | 'not_activated' | 'left' | 'unknown';
  avatar: string | null;
}

const STATUSES = { 1: 'active', 2: 'disabled', 4: 'not_activated', 5: 'left' } as const;

/** 成员 (docs 90196, 90200, 90201). Only members inside the visible range. */
export function memberApi(caller: WecomCaller) {
  return {
    /** 60111: no such member. */
    async get(userId: string, options?: CallOptions): Promise<Member> {
      return memberFrom(
        await caller.call<RawMember>(
          { method: 'GET', path: '/cgi-bin/user/get', effect: 'read', query: { userid: userId } },
          options,
        ),
      );
    },

    /** Members of one department with all fields; with `children` those of the departments below too. */
    async list(departmentId: number, input: { children?: boolean } = {}, options?: CallOptions): Promise<Member[]> {
      const reply = await caller.call<{ userlist?: RawMember[] }>(
        {
          method: 'GET',
          path: '/cgi-bin/user/list',
          effect: 'read',
          query: { department_id: departmentId, fetch_child: input.children ? 1 : 0 },
        },
        options,
      );
      return (reply.userlist ?? []).map(memberFrom);
    },

    /** Ids and names only. */
    async listNames(
      departmentId: number,
      input: { children?: boolean } = {},
      options?: CallOptions,
    ): Promise<{ userId: string; name: string; departmentIds: number[] }[]> {
      const reply = await caller.call<{ userlist?: RawMember[] }>(
        {
          method: 'GET',
          path: '/cgi-bin/user/simplelist',
          effect: 'read',
          query: { department_id: departmentId, fetch_child: input.children ? 1 : 0 },
        },
        options,
      );
      return (reply.userlist ?? []).map((raw) => ({
        userId: raw.userid,
        name: raw.name ?? '',
        departmentIds: raw.department ?? [],
      }));
    },
  };
}

interface RawMember {
  userid: string;
  name?: string;
  alias?: string;
  position?: string;
  department?: number[];
  is_leader_in_dept?: number[];
  main_department?: number;
  direct_leader?: string[];
  status?: number;
  avatar?: string;
  thumb_avatar?: string;
}

function memberFrom(raw: RawMember): Member {
  const departmentIds = raw.department ?? [];
  return {
    userId: raw.userid,
    name: raw.name ?? '',
    alias: raw.alias || null,
    position: raw.position || null,
    departmentIds,
    leaderOf: departmentIds.filter((_, index) => raw.is_leader_in_dept?.[index] === 1),
    mainDepartmentId: raw.main_department ?? departmentIds[0] ?? null,
    directLeaderIds: raw.direct_leader ?? [],
    status: STATUSES[raw.status as keyof typeof STATUSES] ?? 'unknown',
    avatar: raw.thumb_avatar || raw.avatar || null,
  };
}
