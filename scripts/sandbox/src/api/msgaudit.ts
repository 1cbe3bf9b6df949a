/** Consent to archiving, internal groups, robots: doc 91782, 91614, 92951, 91774. The messages themselves: archive/serve-archive.ts. */
import { roomConsentsOf } from '../archive/room-consent.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { Parameters } from './parameters.ts';

const mostPairs = 100;
const minuteMs = 60_000;
/** Calls a minute of the whole corp (doc 91782, 91774). */
const singleAgreePerMinute = 2_500;
const roomAgreePerMinute = 1_500;
const robotsPerMinute = 600;

export const checkSingleAgree: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/msgaudit/check_single_agree',
  doc: '91782',
  title: '查询会话存档同意情况',
  token: 'archive',
  errors: [301053, 301060, 301061],
  handle({ sandbox, body, now }) {
    enter(sandbox, 'check_single_agree', now, singleAgreePerMinute);
    const pairs = body.list('info', { missing: 40063, max: mostPairs, tooMany: 301060 });
    const agreeinfo = pairs.map((item) => {
      if (typeof item !== 'object' || item === null) return fail(40035, 'info');
      const pair = new Parameters(item as Record<string, unknown>);
      // Misspelt in the real API.
      const relation =
        sandbox.world.relations.of(pair.required('userid'), pair.required('exteranalopenid')) ?? fail(301061);
      return {
        status_change_time: Math.floor((relation.consentAt || relation.addedAt) / 1_000),
        userid: relation.userId,
        exteranalopenid: relation.externalUserId,
        agree_status: relation.consent === 'agree' ? 'Agree' : 'Disagree',
      };
    });
    return { agreeinfo };
  },
};

export const getPermitUserList: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/msgaudit/get_permit_user_list',
  doc: '91614',
  title: '读取会话存档成员',
  token: 'archive',
  errors: [301053],
  handle: ({ sandbox, now }) => ({
    ...enter(sandbox, 'get_permit_user_list', now),
    ids: sandbox.world.members.filter((member) => member.archived).map((member) => member.userId),
  }),
};

/** Customer groups. The page shows `Agree` and `Disagree` only; who has not answered counts as the latter. */
export const checkRoomAgree: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/msgaudit/check_room_agree',
  doc: '91782',
  title: '查询群聊存档同意情况',
  token: 'archive',
  errors: [301053, 301059],
  handle({ sandbox, body, now }) {
    enter(sandbox, 'check_room_agree', now, roomAgreePerMinute);
    const roomId = body.required('roomid');
    const consents = roomConsentsOf(sandbox, roomId);
    if (consents.length === 0 && !sandbox.world.internalRooms.has(roomId)) fail(301059, 'roomid');
    return {
      agreeinfo: consents.map(({ externalUserId, status, at }) => ({
        status_change_time: Math.floor(at / 1_000),
        exteranalopenid: externalUserId,
        agree_status: status === 'agree' ? 'Agree' : 'Disagree',
      })),
    };
  },
};

/** Groups of members only; for a customer group the answer is 301059. */
export const getInternalRoom: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/msgaudit/groupchat/get',
  doc: '92951',
  title: '读取内部群信息',
  token: 'archive',
  errors: [301053, 301059],
  handle({ sandbox, body, now }) {
    enter(sandbox, 'groupchat/get', now);
    const room = sandbox.world.internalRooms.get(body.required('roomid')) ?? fail(301059);
    return {
      roomname: room.name,
      creator: room.creator,
      room_create_time: Math.floor(room.createdAt / 1_000),
      notice: room.notice,
      members: room.members.map(({ userId, joinedAt }) => ({
        memberid: userId,
        jointime: Math.floor(joinedAt / 1_000),
      })),
    };
  },
};

export const getRobotInfo: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/msgaudit/get_robot_info',
  doc: '91774',
  title: '读取机器人信息',
  token: 'archive',
  errors: [301053],
  handle({ sandbox, query, now }) {
    enter(sandbox, 'get_robot_info', now, robotsPerMinute);
    const robot = sandbox.world.robots.get(query.required('robot_id')) ?? fail(40035, 'robot_id');
    return { data: { robot_id: robot.robotId, name: robot.name, creator_userid: robot.creatorUserId } };
  },
};

/** The function must be bought and on, and each call keeps to its own number a minute. */
function enter(
  sandbox: Sandbox,
  call: string,
  now: number,
  perMinute = Number.POSITIVE_INFINITY,
): Record<string, never> {
  if (!sandbox.settings.archive.enabled) fail(301053);
  if (sandbox.rates.countIn(`msgaudit ${call}`, now, minuteMs) > perMinute) fail(45009);
  return {};
}

export const msgauditEndpoints = [checkSingleAgree, checkRoomAgree, getPermitUserList, getInternalRoom, getRobotInfo];
