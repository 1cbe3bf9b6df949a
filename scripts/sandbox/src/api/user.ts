/** Members: doc 90196, 90200, 90201, 96067. */
import { withChildren, type Sandbox } from '../sandbox.ts';
import type { Member } from '../world/types.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';

export const userGet: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/user/get',
  doc: '90196',
  title: '读取成员',
  token: 'app',
  errors: [60111, 60011],
  handle({ sandbox, query }) {
    const member = sandbox.world.member(query.required('userid')) ?? fail(60111);
    if (!sandbox.isVisible(member)) fail(60011);
    return memberFields(sandbox, member);
  },
};

export const userSimpleList: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/user/simplelist',
  doc: '90200',
  title: '读取部门成员',
  token: 'app',
  errors: [60123, 60011],
  handle: (call) => ({
    userlist: membersOfDepartment(call).map(({ userId, name, departments }) => ({
      userid: userId,
      name,
      department: departments,
      open_userid: '',
    })),
  }),
};

export const userList: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/user/list',
  doc: '90201',
  title: '读取部门成员详情',
  token: 'app',
  errors: [60123, 60011],
  handle: (call) => ({ userlist: membersOfDepartment(call).map((member) => memberFields(call.sandbox, member)) }),
};

/** One row per member and department; 通讯录同步 secret only. */
export const userListId: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/user/list_id',
  doc: '96067',
  title: '读取成员 ID 列表',
  token: 'contact',
  errors: [50100],
  handle({ sandbox, body }) {
    const limit = body.int('limit', { fallback: 10_000, min: 1, max: 10_000 });
    const from = readCursor(body.text('cursor'));
    const rows = [...sandbox.world.members.values()].flatMap((member) =>
      member.departments.map((department) => ({ userid: member.userId, department })),
    );
    const end = from + limit;
    return { dept_user: rows.slice(from, end), next_cursor: end < rows.length ? `p${end}` : '' };
  },
};

export const userEndpoints = [userGet, userSimpleList, userList, userListId];

function readCursor(cursor: string): number {
  if (!cursor) return 0;
  const match = /^p(\d+)$/.exec(cursor);
  return match ? Number(match[1]) : fail(50100);
}

function membersOfDepartment({ sandbox, query }: Call): Member[] {
  const id = query.int('department_id', { missing: 40063 });
  if (!sandbox.world.departments.has(String(id))) fail(60123);
  if (!sandbox.visibleDepartments().has(id)) fail(60011);
  const wanted = query.flag('fetch_child', false) ? withChildren(sandbox.world, [id]) : new Set([id]);
  return sandbox.world.members.filter(
    (member) => member.departments.some((department) => wanted.has(department)) && sandbox.isVisible(member),
  );
}

/**
 * Avatar, gender, mobile, email, biz_mail, qr_code and address are not given to apps created after 2022-06-20 (doc 96255); the
 * switch `restrictMemberFields` shows how an older app is answered.
 */
function memberFields(sandbox: Sandbox, member: Member): Record<string, unknown> {
  const restricted = sandbox.settings.restrictMemberFields
    ? {}
    : {
        mobile: member.mobile,
        gender: String(member.gender),
        avatar: sandbox.avatarOf(member.userId),
        thumb_avatar: sandbox.avatarOf(member.userId),
      };
  return {
    userid: member.userId,
    name: member.name,
    alias: member.alias,
    position: member.position,
    telephone: '',
    external_position: '',
    department: member.departments,
    order: member.departments.map(() => 0),
    is_leader_in_dept: member.departments.map(() => (member.isLeader ? 1 : 0)),
    main_department: member.departments[0] ?? 1,
    direct_leader: [],
    status: member.status,
    extattr: { attrs: [] },
    ...restricted,
  };
}
