import { type CallOptions, type Download, nextCursorOf, toSeconds, type WecomCaller } from '../call.ts';

/** What can be changed after creation; each given field replaces the old value. */
export interface ContactWayFields {
  /** ≤ 30 characters, internal. */
  remark?: string;
  /** Customers are added without a member's confirmation. */
  skipVerify?: boolean;
  /** ≤ 30 characters; comes back in the add event. */
  state?: string;
  userIds?: string[];
  departmentIds?: number[];
}

export interface ContactWay {
  configId: string;
  type: 'one' | 'several';
  scene: 'miniprogram' | 'qr';
  remark: string;
  skipVerify: boolean;
  state: string;
  userIds: string[];
  departmentIds: number[];
  /** Address of the QR code's picture; null for mini-program buttons. */
  qrCodeUrl: string | null;
}

const PATH = '/cgi-bin/externalcontact';

/** 联系我 (doc 92228). Always type 2 (several members) and scene 2 (QR code): neither can be changed later. */
export function contactWayApi(caller: WecomCaller) {
  return {
    /** Creates one. On `wecom.unknown_outcome` look it up by `state` (`list` and `get`) before trying again. 41045 quota, 41041 > 100 members. */
    async add(
      input: ContactWayFields & { state: string },
      options?: CallOptions,
    ): Promise<{ configId: string; qrCodeUrl: string }> {
      const reply = await caller.call<{ config_id: string; qr_code: string }>(
        {
          method: 'POST',
          path: `${PATH}/add_contact_way`,
          effect: 'creates',
          body: { type: 2, scene: 2, ...fieldsBody(input) },
        },
        options,
      );
      return { configId: reply.config_id, qrCodeUrl: reply.qr_code };
    },

    /** 41044: there is no such contact way (any more). */
    async get(configId: string, options?: CallOptions): Promise<ContactWay> {
      const reply = await caller.call<{ contact_way: RawContactWay }>(
        { method: 'POST', path: `${PATH}/get_contact_way`, effect: 'read', body: { config_id: configId } },
        options,
      );
      return contactWayFrom(reply.contact_way);
    },

    /** Ids by time of creation (epoch ms; default the last 90 days), newest window of WeCom since 2021-07-10. */
    async list(
      input: { from?: number; to?: number; cursor?: string | null; limit?: number } = {},
      options?: CallOptions,
    ): Promise<{ configIds: string[]; nextCursor: string | null }> {
      const reply = await caller.call<{ contact_way?: { config_id: string }[]; next_cursor?: string }>(
        {
          method: 'POST',
          path: `${PATH}/list_contact_way`,
          effect: 'read',
          body: {
            start_time: toSeconds(input.from),
            end_time: toSeconds(input.to),
            cursor: input.cursor ?? undefined,
            limit: input.limit ?? 1000,
          },
        },
        options,
      );
      return { configIds: (reply.contact_way ?? []).map((way) => way.config_id), nextCursor: nextCursorOf(reply) };
    },

    async update(configId: string, fields: ContactWayFields, options?: CallOptions): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: `${PATH}/update_contact_way`,
          effect: 'idempotent',
          body: { config_id: configId, ...fieldsBody(fields) },
        },
        options,
      );
    },

    async remove(configId: string, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: `${PATH}/del_contact_way`, effect: 'idempotent', body: { config_id: configId } },
        options,
      );
    },

    /** The PNG of a code, from the address WeCom gave. */
    async downloadQrCode(qrCodeUrl: string, options?: CallOptions): Promise<Download> {
      return caller.fetchPicture(qrCodeUrl, options);
    },
  };
}

function fieldsBody(fields: ContactWayFields) {
  return {
    remark: fields.remark,
    skip_verify: fields.skipVerify,
    state: fields.state,
    user: fields.userIds,
    party: fields.departmentIds,
  };
}

interface RawContactWay {
  config_id: string;
  type: number;
  scene: number;
  remark?: string;
  skip_verify?: boolean;
  state?: string;
  user?: string[];
  party?: number[];
  qr_code?: string;
}

function contactWayFrom(raw: RawContactWay): ContactWay {
  return {
    configId: raw.config_id,
    type: raw.type === 1 ? 'one' : 'several',
    scene: raw.scene === 1 ? 'miniprogram' : 'qr',
    remark: raw.remark ?? '',
    skipVerify: raw.skip_verify ?? true,
    state: raw.state ?? '',
    userIds: raw.user ?? [],
    departmentIds: raw.party ?? [],
    qrCodeUrl: raw.qr_code || null,
  };
}
