import { type CallOptions, fromSeconds, nextCursorOf, toSeconds, type WecomCaller } from '../call.ts';
import { type MessageContent, messageBody } from './message-content.ts';

/** A mass message as WeCom lists it. */
export interface ListedMassMessage {
  msgId: string;
  /** Epoch ms, to the second. */
  createdAt: number;
  text: string;
  /** Addresses of its links. */
  urls: string[];
}

/** Of one member: whether she has confirmed. */
export interface MassTask {
  userId: string;
  isSent: boolean;
  sentAt: number | null;
}

export interface MassResult {
  externalUserId: string;
  status: 'waiting' | 'sent' | 'not_friend' | 'over_quota' | 'unknown';
  sentAt: number | null;
}

const PATH = '/cgi-bin/externalcontact';
const STATUSES = ['waiting', 'sent', 'not_friend', 'over_quota'] as const;

/** 企业群发 (docs 92135, 93338, 97610, 97611): members confirm in their client; there is no callback for results. */
export function massMessageApi(caller: WecomCaller) {
  return {
    /**
     * Gives one member the task to send to these customers of hers, ≤ 10,000 (doc 92135). On `wecom.unknown_outcome` look it up first
     * (`list`): nothing that we choose comes back in the listing. 41048: nobody to send to. `failed`: whom WeCom cannot reach.
     */
    async create(
      { sender, externalUserIds, content }: { sender: string; externalUserIds: string[]; content: MessageContent },
      options?: CallOptions,
    ): Promise<{ msgId: string; failed: string[] }> {
      const reply = await caller.call<{ msgid: string; fail_list?: string[] }>(
        {
          method: 'POST',
          path: `${PATH}/add_msg_template`,
          effect: 'creates',
          body: { chat_type: 'single', sender, external_userid: externalUserIds, ...messageBody(content) },
        },
        options,
      );
      return { msgId: reply.msgid, failed: reply.fail_list ?? [] };
    },

    /** Company messages to customers made in a span of at most a month, epoch ms (doc 93338). */
    async list(
      { from, to, cursor }: { from: number; to: number; cursor?: string | null },
      options?: CallOptions,
    ): Promise<{ messages: ListedMassMessage[]; nextCursor: string | null }> {
      const reply = await caller.call<{
        group_msg_list?: {
          msgid: string;
          create_time?: number | string;
          text?: { content?: string };
          attachments?: { link?: { url?: string } }[];
        }[];
        next_cursor?: string;
      }>(
        {
          method: 'POST',
          path: `${PATH}/get_groupmsg_list_v2`,
          effect: 'read',
          body: {
            chat_type: 'single',
            start_time: toSeconds(from),
            end_time: toSeconds(to),
            filter_type: 0,
            limit: 100,
            ...(cursor ? { cursor } : {}),
          },
        },
        options,
      );
      const messages = (reply.group_msg_list ?? []).map((row) => ({
        msgId: row.msgid.trim(),
        createdAt: fromSeconds(row.create_time) ?? 0,
        text: row.text?.content ?? '',
        urls: (row.attachments ?? []).flatMap(({ link }) => link?.url ?? []),
      }));
      return { messages, nextCursor: nextCursorOf(reply) };
    },

    /** Who has to confirm, and who has (doc 93338). 41063: just made, ask later. */
    async tasks(msgId: string, options?: CallOptions): Promise<MassTask[]> {
      const tasks: MassTask[] = [];
      for (let cursor: string | null = null; ; ) {
        const reply: RawTasks = await caller.call<RawTasks>(
          {
            method: 'POST',
            path: `${PATH}/get_groupmsg_task`,
            effect: 'read',
            body: { msgid: msgId, limit: 1_000, ...(cursor ? { cursor } : {}) },
          },
          options,
        );
        for (const row of reply.task_list ?? [])
          tasks.push({ userId: row.userid, isSent: row.status === 2, sentAt: fromSeconds(row.send_time) });
        cursor = nextCursorOf(reply);
        if (!cursor) return tasks;
      }
    },

    /** What became of each customer of one member, up to 1,000 a page (doc 93338). */
    async results(
      { msgId, userId, cursor }: { msgId: string; userId: string; cursor?: string | null },
      options?: CallOptions,
    ): Promise<{ results: MassResult[]; nextCursor: string | null }> {
      const reply = await caller.call<{
        send_list?: { external_userid?: string; status: number; send_time?: number | string }[];
        next_cursor?: string;
      }>(
        {
          method: 'POST',
          path: `${PATH}/get_groupmsg_send_result`,
          effect: 'read',
          body: { msgid: msgId, userid: userId, limit: 1_000, ...(cursor ? { cursor } : {}) },
        },
        options,
      );
      const results = (reply.send_list ?? []).map((row) => ({
        externalUserId: (row.external_userid ?? '').trim(),
        status: STATUSES[row.status] ?? ('unknown' as const),
        sentAt: fromSeconds(row.send_time),
      }));
      return { results, nextCursor: nextCursorOf(reply) };
    },

    /** WeCom reminds whoever has not confirmed, ≤ 3 times in 24 h (41094, doc 97610). A repeat reminds again. */
    async remind(msgId: string, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: `${PATH}/remind_groupmsg_send`, effect: 'creates', body: { msgid: msgId } },
        options,
      );
    },

    /** What is not confirmed yet never goes out; what was sent stays sent (doc 97611). 41093: cancelled before. */
    async cancel(msgId: string, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: `${PATH}/cancel_groupmsg_send`, effect: 'idempotent', body: { msgid: msgId } },
        options,
      );
    },
  };
}

interface RawTasks {
  task_list?: { userid: string; status: number; send_time?: number | string }[];
  next_cursor?: string;
}
