import { type CallOptions, fromSeconds, type WecomCaller } from '../call.ts';

export interface CorpTag {
  id: string;
  name: string;
  /** Larger sorts first. */
  order: number;
  createdAt: number | null;
  /** Only seen when asked for by id. */
  deleted: boolean;
}

export interface CorpTagGroup {
  id: string;
  name: string;
  order: number;
  createdAt: number | null;
  deleted: boolean;
  tags: CorpTag[];
}

const PATH = '/cgi-bin/externalcontact';

/** 企业标签: the library (doc 92117) and marking (doc 92118). An app edits and deletes only what it created. */
export function corpTagApi(caller: WecomCaller) {
  return {
    /** All groups, or those asked for by id (group ids win over tag ids). */
    async list(input: { tagIds?: string[]; groupIds?: string[] } = {}, options?: CallOptions): Promise<CorpTagGroup[]> {
      const reply = await caller.call<{ tag_group?: RawGroup[] }>(
        {
          method: 'POST',
          path: `${PATH}/get_corp_tag_list`,
          effect: 'read',
          body: { tag_id: input.tagIds, group_id: input.groupIds },
        },
        options,
      );
      return (reply.tag_group ?? []).map(groupFrom);
    },

    /**
     * Adds tags to a group, or makes the group with them. A repeat is harmless: an existing group name reuses the group, an existing tag
     * name gives its tag. Read ids from the answer by name, not by position. 40126: the library is full.
     */
    async add(
      input: ({ groupId: string } | { groupName: string; groupOrder?: number }) & {
        tags: { name: string; order?: number }[];
      },
      options?: CallOptions,
    ): Promise<CorpTagGroup> {
      const group =
        'groupId' in input ? { group_id: input.groupId } : { group_name: input.groupName, order: input.groupOrder };
      const reply = await caller.call<{ tag_group: RawGroup }>(
        { method: 'POST', path: `${PATH}/add_corp_tag`, effect: 'idempotent', body: { ...group, tag: input.tags } },
        options,
      );
      return groupFrom(reply.tag_group);
    },

    /** Renames or reorders a tag or a group. 40068: it is gone, or another app's. */
    async edit(id: string, change: { name?: string; order?: number }, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: `${PATH}/edit_corp_tag`, effect: 'idempotent', body: { id, ...change } },
        options,
      );
    },

    /** Deleting a group's last tag deletes the group. */
    async remove(input: { tagIds?: string[]; groupIds?: string[] }, options?: CallOptions): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: `${PATH}/del_corp_tag`,
          effect: 'idempotent',
          body: { tag_id: input.tagIds, group_id: input.groupIds },
        },
        options,
      );
    },

    /**
     * Puts tags on one relation and takes tags off it. Never two calls for one relation at once (45035): give commands that call this a
     * serial key. 40068 tag gone, 84061 no longer related.
     */
    async mark(
      input: { userId: string; externalUserId: string; add?: string[]; remove?: string[] },
      options?: CallOptions,
    ): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: `${PATH}/mark_tag`,
          effect: 'idempotent',
          body: {
            userid: input.userId,
            external_userid: input.externalUserId,
            add_tag: input.add,
            remove_tag: input.remove,
          },
        },
        options,
      );
    },
  };
}

interface RawGroup {
  group_id: string;
  group_name: string;
  create_time?: number;
  order?: number;
  deleted?: boolean;
  tag?: { id: string; name: string; create_time?: number; order?: number; deleted?: boolean }[];
}

function groupFrom(raw: RawGroup): CorpTagGroup {
  return {
    id: raw.group_id,
    name: raw.group_name,
    order: raw.order ?? 0,
    createdAt: fromSeconds(raw.create_time),
    deleted: raw.deleted ?? false,
    tags: (raw.tag ?? []).map((tag) => ({
      id: tag.id,
      name: tag.name,
      order: tag.order ?? 0,
      createdAt: fromSeconds(tag.create_time),
      deleted: tag.deleted ?? false,
    })),
  };
}
