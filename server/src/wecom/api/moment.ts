import { type CallOptions, fromSeconds, nextCursorOf, toSeconds, type WecomCaller } from '../call.ts';

export type MomentAttachment =
  | { kind: 'image' | 'video'; mediaId: string }
  | { kind: 'link'; title: string; url: string; mediaId: string };

export interface NewMoment {
  text: string;
  attachments: MomentAttachment[];
  /** Absent both: everybody in range. */
  userIds: string[];
  departmentIds: number[];
  /** Corp tags; empty: all customers see it. */
  tagIds: string[];
}

/** What the list tells of a moment (doc 93333). Its pictures have ids of their own there. */
export interface ListedMoment {
  momentId: string;
  text: string;
  /** Who wrote it in WeCom's own pages; null: an API call. */
  creator: string | null;
  createdAt: number;
  /** Only certain customers see it; null: not told. */
  isPartly: boolean | null;
  images: number;
  hasVideo: boolean;
  link: { title: string; url: string } | null;
}

/** `errcode` not 0: it failed. `leftOut`: what of the call WeCom could not use. */
export interface MomentJobResult {
  errcode: number;
  momentId: string | null;
  leftOut: { userIds: string[]; departmentIds: number[]; tagIds: string[] };
}

interface ListedRow {
  moment_id: string;
  creator?: string;
  create_time?: number | string;
  visible_type?: number;
  text?: { content?: string };
  image?: unknown[];
  video?: object;
  link?: { title?: string; url?: string };
}

interface JobRow {
  errcode: number;
  moment_id?: string;
  invalid_sender_list?: { user_list?: string[]; department_list?: number[] };
  invalid_external_contact_list?: { tag_list?: string[] };
}

export interface MomentReaction {
  kind: 'like' | 'comment';
  /** null: a member of the company. */
  externalUserId: string | null;
  at: number;
}

const PATH = '/cgi-bin/externalcontact';

/** 客户朋友圈 (docs 95094, 93333, 97612). Members publish by themselves; there is no callback. */
export function momentApi(caller: WecomCaller) {
  const post = <Reply>(name: string, body: object, options?: CallOptions, effect: 'read' | 'idempotent' = 'read') =>
    caller.call<Reply>({ method: 'POST', path: `${PATH}/${name}`, effect, body }, options);

  return {
    /** Starts a job (doc 95094). On `wecom.unknown_outcome` look the moment up with `list`. */
    async create(moment: NewMoment, options?: CallOptions): Promise<{ jobId: string }> {
      const { text, attachments, userIds, departmentIds, tagIds } = moment;
      const isChosen = userIds.length + departmentIds.length > 0;
      const reply = await caller.call<{ jobid: string }>(
        {
          method: 'POST',
          path: `${PATH}/add_moment_task`,
          effect: 'creates',
          body: {
            ...(text ? { text: { content: text } } : {}),
            ...(attachments.length > 0 ? { attachments: attachments.map(attachmentBody) } : {}),
            visible_range: {
              ...(isChosen ? { sender_list: { user_list: userIds, department_list: departmentIds } } : {}),
              ...(tagIds.length > 0 ? { external_contact_list: { tag_list: tagIds } } : {}),
            },
          },
        },
        options,
      );
      return { jobId: reply.jobid };
    },

    /** null: the job still runs. Kept 24 h. */
    async jobResult(jobId: string, options?: CallOptions): Promise<MomentJobResult | null> {
      const { status, result } = await caller.call<{ status: number; result?: JobRow }>(
        { method: 'GET', path: `${PATH}/get_moment_task_result`, effect: 'read', query: { jobid: jobId } },
        options,
      );
      if (status !== 3 || !result) return null;
      const { errcode, moment_id, invalid_sender_list: senders, invalid_external_contact_list: customers } = result;
      return {
        errcode,
        momentId: moment_id?.trim() || null,
        leftOut: {
          userIds: senders?.user_list ?? [],
          departmentIds: senders?.department_list ?? [],
          tagIds: customers?.tag_list ?? [],
        },
      };
    },

    /** Company moments of at most 30 days (doc 93333), epoch ms; all pages. */
    async list({ from, to }: { from: number; to: number }, options?: CallOptions): Promise<ListedMoment[]> {
      const found: ListedMoment[] = [];
      const span = { start_time: toSeconds(from), end_time: toSeconds(to) };
      for (let cursor: string | null = null; ; ) {
        const reply: { moment_list?: ListedRow[]; next_cursor?: string } = await post(
          'get_moment_list',
          { ...span, filter_type: 0, limit: 20, ...(cursor ? { cursor } : {}) },
          options,
        );
        found.push(...(reply.moment_list ?? []).map(readListed));
        cursor = nextCursorOf(reply);
        if (!cursor) return found;
      }
    },

    /** Who shall publish it, and who has. */
    async tasks(momentId: string, options?: CallOptions): Promise<{ userId: string; isPublished: boolean }[]> {
      const tasks: { userId: string; isPublished: boolean }[] = [];
      for (let cursor: string | null = null; ; ) {
        const reply: { task_list?: { userid: string; publish_status: number }[]; next_cursor?: string } = await post(
          'get_moment_task',
          { moment_id: momentId, limit: 1_000, ...(cursor ? { cursor } : {}) },
          options,
        );
        for (const row of reply.task_list ?? [])
          tasks.push({ userId: row.userid.trim(), isPublished: row.publish_status === 1 });
        cursor = nextCursorOf(reply);
        if (!cursor) return tasks;
      }
    },

    /** How many customers of one publisher can see it now. */
    async countReached(momentId: string, userId: string, options?: CallOptions): Promise<number> {
      let reached = 0;
      for (let cursor: string | null = null; ; ) {
        const reply: { customer_list?: unknown[]; next_cursor?: string } = await post(
          'get_moment_send_result',
          { moment_id: momentId, userid: userId, limit: 5_000, ...(cursor ? { cursor } : {}) },
          options,
        );
        reached += reply.customer_list?.length ?? 0;
        cursor = nextCursorOf(reply);
        if (!cursor) return reached;
      }
    },

    /** Likes and comments below one publisher's copy; WeCom never tells the words. */
    async reactions(momentId: string, userId: string, options?: CallOptions): Promise<MomentReaction[]> {
      type Row = { external_userid?: string; create_time?: number | string };
      const reply = await post<{ like_list?: Row[]; comment_list?: Row[] }>(
        'get_moment_comments',
        { moment_id: momentId, userid: userId },
        options,
      );
      const read = (rows: Row[] | undefined, kind: MomentReaction['kind']) =>
        (rows ?? []).map((row) => ({
          kind,
          externalUserId: row.external_userid?.trim() || null,
          at: fromSeconds(row.create_time) ?? 0,
        }));
      return [...read(reply.like_list, 'like'), ...read(reply.comment_list, 'comment')];
    },

    /** Whoever has not published it cannot any more; what was published stays (doc 97612). */
    async cancel(momentId: string, options?: CallOptions): Promise<void> {
      await post('cancel_moment_task', { moment_id: momentId }, options, 'idempotent');
    },
  };
}

function readListed(row: ListedRow): ListedMoment {
  return {
    momentId: row.moment_id.trim(),
    text: row.text?.content ?? '',
    creator: row.creator?.trim() || null,
    createdAt: fromSeconds(row.create_time) ?? 0,
    isPartly: row.visible_type === undefined ? null : row.visible_type === 0,
    images: row.image?.length ?? 0,
    hasVideo: row.video !== undefined,
    link: row.link ? { title: row.link.title ?? '', url: row.link.url ?? '' } : null,
  };
}

function attachmentBody(one: MomentAttachment) {
  if (one.kind === 'link') return { msgtype: 'link', link: { title: one.title, url: one.url, media_id: one.mediaId } };
  return { msgtype: one.kind, [one.kind]: { media_id: one.mediaId } };
}
