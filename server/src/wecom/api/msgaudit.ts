import { type CallOptions, fromSeconds, type WecomCaller } from '../call.ts';

/** `refused` is also what WeCom says of whoever has not answered yet: the answer knows no third word (doc 91782). */
export interface ConsentAnswer {
  status: 'agreed' | 'refused';
  /** When it last changed, epoch ms; null: never told. */
  changedAt: number | null;
}

export interface SingleConsent extends ConsentAnswer {
  userId: string;
  externalUserId: string;
}

export interface RoomConsent extends ConsentAnswer {
  externalUserId: string;
}

/** WeCom takes this many pairs in one call (301060). */
export const MOST_PAIRS = 100;

const PATH = '/cgi-bin/msgaudit';

interface AgreeInfo {
  userid?: string;
  /** Misspelt in the real API. */
  exteranalopenid?: string;
  agree_status?: string;
  status_change_time?: number;
}

/** 会话内容存档, the part over HTTP (docs 91614, 91774, 91782, 92951). The caller speaks with the archive's own secret. */
export function msgauditApi(caller: WecomCaller) {
  return {
    /** Members whose chats are archived. */
    async listPermitted(options?: CallOptions): Promise<string[]> {
      const reply = await caller.call<{ ids?: string[] }>(
        { method: 'POST', path: `${PATH}/get_permit_user_list`, effect: 'read', body: {} },
        options,
      );
      return reply.ids ?? [];
    },

    /** Of single chats, at most `MOST_PAIRS`. */
    async checkSingle(
      pairs: { userId: string; externalUserId: string }[],
      options?: CallOptions,
    ): Promise<SingleConsent[]> {
      const info = pairs.map(({ userId, externalUserId }) => ({ userid: userId, exteranalopenid: externalUserId }));
      const reply = await caller.call<{ agreeinfo?: AgreeInfo[] }>(
        { method: 'POST', path: `${PATH}/check_single_agree`, effect: 'read', body: { info } },
        options,
      );
      return (reply.agreeinfo ?? []).map((one) => ({
        userId: one.userid ?? '',
        externalUserId: one.exteranalopenid ?? '',
        ...answerOf(one),
      }));
    },

    /** Of everybody from outside who is in a customer group. */
    async checkRoom(roomId: string, options?: CallOptions): Promise<RoomConsent[]> {
      const reply = await caller.call<{ agreeinfo?: AgreeInfo[] }>(
        { method: 'POST', path: `${PATH}/check_room_agree`, effect: 'read', body: { roomid: roomId } },
        options,
      );
      return (reply.agreeinfo ?? []).map((one) => ({ externalUserId: one.exteranalopenid ?? '', ...answerOf(one) }));
    },

    /** The name of a group of members only; for a customer group WeCom answers 301059. */
    async readInternalRoom(roomId: string, options?: CallOptions): Promise<{ name: string }> {
      const reply = await caller.call<{ roomname?: string }>(
        { method: 'POST', path: `${PATH}/groupchat/get`, effect: 'read', body: { roomid: roomId } },
        options,
      );
      return { name: reply.roomname ?? '' };
    },

    async readRobot(robotId: string, options?: CallOptions): Promise<{ name: string }> {
      const reply = await caller.call<{ data?: { name?: string } }>(
        { method: 'GET', path: `${PATH}/get_robot_info`, effect: 'read', query: { robot_id: robotId } },
        options,
      );
      return { name: reply.data?.name ?? '' };
    },
  };
}

/** `Default_Agree` stands in SDKs only; it is taken for what it says. */
function answerOf({ agree_status: status, status_change_time: at }: AgreeInfo): ConsentAnswer {
  return {
    status: status === 'Agree' || status === 'Default_Agree' ? 'agreed' : 'refused',
    changedAt: fromSeconds(at),
  };
}
