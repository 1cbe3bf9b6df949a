/** Customers, one at a time and by member: doc 92571, 92113, 92114, 92994, 99434. */
import type { Sandbox } from '../sandbox.ts';
import { isVisibleToApi } from '../world/relation-store.ts';
import type { Customer, Member, Relation } from '../world/types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { ContactWalks } from './contact-walks.ts';

const followersPerPage = 500;
const walks = new WeakMap<Sandbox, ContactWalks>();

export const getFollowUserList: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/externalcontact/get_follow_user_list',
  doc: '92571',
  title: '读取客户联系成员',
  token: 'customer',
  errors: [],
  handle: ({ sandbox }) => ({
    follow_user: sandbox.world.members.filter((member) => sandbox.canReceive(member)).map((member) => member.userId),
  }),
};

export const contactListOfMember: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/externalcontact/list',
  doc: '92113',
  title: '读取成员的客户列表',
  token: 'customer',
  errors: [60111, 50002, 84061],
  handle({ sandbox, query }) {
    const member = memberInRange(sandbox, query.required('userid'));
    const ids = [...sandbox.world.relations.byMember(member.userId)]
      .filter(isVisibleToApi)
      .map((relation) => relation.externalUserId);
    // Not an empty list: the documents answer 84061 for a member without customers.
    if (ids.length === 0) fail(84061);
    return { external_userid: ids };
  },
};

export const contactGet: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/externalcontact/get',
  doc: '92114',
  title: '读取客户详情',
  token: 'customer',
  errors: [41035, 40096, 84061, 50100],
  handle({ sandbox, query }) {
    const customer = sandbox.world.customers.get(query.text('external_userid', { missing: 41035 })) ?? fail(40096);
    const all = [...sandbox.world.relations.byCustomer(customer.externalUserId)].filter(isVisibleToApi);
    if (all.length === 0) fail(84061);
    const visible = all.filter((relation) => memberOf(sandbox, relation, (member) => sandbox.isVisible(member)));
    if (visible.length === 0) fail(40096, 'no follower in the visible range');
    const from = readCursor(query.text('cursor'));
    const page = visible.filter((relation) => relation.seq > from).slice(0, followersPerPage);
    const last = page.at(-1);
    const more = last !== undefined && visible.at(-1) !== last;
    return {
      external_contact: contactFields(sandbox, customer),
      follow_user: page.map((relation) => followUserFields(sandbox, relation, customer)),
      ...(more ? { next_cursor: cursorAfter(last.seq) } : {}),
    };
  },
};

/** The cheap full sync: rows of up to 100 members, at most 100 a page. */
export const contactBatchByUser: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/batch/get_by_user',
  doc: '92994',
  title: '批量读取客户详情',
  token: 'customer',
  errors: [40031, 40032, 60111, 50002, 50100],
  handle({ sandbox, body }) {
    const userIds = body.texts('userid_list', { missing: 40031, max: 100, tooMany: 40032 });
    const limit = body.int('limit', { fallback: 50, min: 1, max: 100 });
    const members = userIds.map((userId) => memberInRange(sandbox, userId));
    const start = readMemberCursor(body.text('cursor'));
    const rows: Record<string, unknown>[] = [];
    for (let index = start.index; index < members.length; index += 1) {
      const member = members[index] as Member;
      for (const relation of sandbox.world.relations
        .byMember(member.userId)
        .after(index === start.index ? start.seq : 0)) {
        if (!isVisibleToApi(relation)) continue;
        const customer = sandbox.world.customers.get(relation.externalUserId);
        if (!customer) continue;
        rows.push({ external_contact: contactFields(sandbox, customer), follow_info: followInfoFields(relation) });
        if (rows.length === limit)
          return {
            external_contact_list: rows,
            next_cursor: `b${index}_${relation.seq}`,
            fail_info: { unlicensed_userid_list: [] },
          };
      }
    }
    return { external_contact_list: rows, next_cursor: '', fail_info: { unlicensed_userid_list: [] } };
  },
};

/** Everybody known as a customer of the range, one row per follower. People who are only in groups are left out. */
export const contactList: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/contact_list',
  doc: '99434',
  title: '读取已服务的外部联系人',
  token: 'customer',
  errors: [50100],
  handle({ sandbox, body, now }) {
    const limit = body.int('limit', { fallback: 1_000, min: 1, max: 1_000 });
    const known = walks.get(sandbox) ?? new ContactWalks();
    walks.set(sandbox, known);
    const walk = known.open(body.text('cursor'), now) ?? fail(50100);
    const rows: Record<string, unknown>[] = [];
    for (const relation of sandbox.world.relations.all().after(walk.seq)) {
      if (!isVisibleToApi(relation) || !memberOf(sandbox, relation, (member) => sandbox.isVisible(member))) continue;
      rows.push({
        is_customer: true,
        tmp_openid: walk.temporaryId(relation.externalUserId),
        external_userid: relation.externalUserId,
        follow_userid: relation.userId,
        add_time: Math.floor(relation.addedAt / 1_000),
      });
      if (rows.length === limit) return { info_list: rows, next_cursor: known.cursor(walk, relation.seq) };
    }
    return { info_list: rows, next_cursor: '' };
  },
};

export const externalContactEndpoints = [
  getFollowUserList,
  contactListOfMember,
  contactGet,
  contactBatchByUser,
  contactList,
];

/** The member, if there is one and the app may see it. */
export function memberInRange(sandbox: Sandbox, userId: string): Member {
  const member = sandbox.world.member(userId) ?? fail(60111, userId);
  return sandbox.isVisible(member) ? member : fail(50002, userId);
}

/** The relation of a pair the API may touch; 84061 otherwise. */
export function relationInReach(
  sandbox: Sandbox,
  userId: string,
  externalUserId: string,
): { member: Member; customer: Customer; relation: Relation } {
  const member = memberInRange(sandbox, userId);
  const customer = sandbox.world.customers.get(externalUserId) ?? fail(40096);
  const relation = sandbox.world.relations.of(userId, externalUserId);
  if (!relation || !isVisibleToApi(relation)) return fail(84061);
  return { member, customer, relation };
}

function memberOf(sandbox: Sandbox, relation: Relation, test: (member: Member) => boolean): boolean {
  const member = sandbox.world.member(relation.userId);
  return member !== undefined && test(member);
}

function contactFields(sandbox: Sandbox, customer: Customer): Record<string, unknown> {
  const { externalUserId, name, type, gender, corpName, position, unionId } = customer;
  return {
    external_userid: externalUserId,
    name,
    avatar: sandbox.avatarOf(externalUserId),
    type,
    gender,
    ...(type === 1 && unionId && sandbox.settings.openPlatformBound ? { unionid: unionId } : {}),
    ...(type === 2 ? { position, corp_name: corpName, corp_full_name: corpName } : {}),
  };
}

function commonFollowFields(relation: Relation, isWeChatUser: boolean): Record<string, unknown> {
  return {
    userid: relation.userId,
    remark: relation.remark,
    description: relation.description,
    createtime: Math.floor(relation.addedAt / 1_000),
    ...(isWeChatUser && relation.company ? { remark_corp_name: relation.company } : {}),
    remark_mobiles: relation.mobiles,
    oper_userid: relation.operUserId,
    add_way: relation.addWay,
    ...(relation.channelState ? { state: relation.channelState } : {}),
  };
}

function followUserFields(sandbox: Sandbox, relation: Relation, customer: Customer): Record<string, unknown> {
  const corpTags = relation.tags.flatMap((id) => {
    const tag = sandbox.world.tags.get(id);
    const group = tag && sandbox.world.tagGroups.get(tag.groupId);
    return tag && group && !tag.deleted
      ? [{ group_name: group.name, tag_name: tag.name, tag_id: tag.id, type: 1 }]
      : [];
  });
  const privateTags = relation.privateTags.map((name) => ({ group_name: '', tag_name: name, type: 2 }));
  return { ...commonFollowFields(relation, customer.type === 1), tags: [...corpTags, ...privateTags] };
}

/** The batch call tells corp tags by id only. */
function followInfoFields(relation: Relation): Record<string, unknown> {
  return { ...commonFollowFields(relation, true), tag_id: relation.tags };
}

const cursorAfter = (seq: number): string => `c${seq}`;

function readCursor(cursor: string): number {
  if (!cursor) return 0;
  const match = /^c(\d+)$/.exec(cursor);
  return match ? Number(match[1]) : fail(50100);
}

function readMemberCursor(cursor: string): { index: number; seq: number } {
  if (!cursor) return { index: 0, seq: 0 };
  const match = /^b(\d+)_(\d+)$/.exec(cursor);
  return match ? { index: Number(match[1]), seq: Number(match[2]) } : fail(50100);
}
