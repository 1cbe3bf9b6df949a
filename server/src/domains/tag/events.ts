import { eventType } from '../../platform/delivery/event.ts';

/** What WeCom's callbacks tell of the tag library. */
export { corpTagChanged, corpTagCreated, corpTagDeleted, corpTagReordered } from '../../wecom/events.ts';

/** Names, order or existence of some tags or groups are not what they were: whoever shows the library reads it again. */
export const tagLibraryChanged = eventType<{ groupIds: string[] }>('tag_library.changed');
/** A tag exists no more in WeCom. It stays in the history; customers lose it. */
export const tagRemoved = eventType<{ tagId: string; groupId: string }>('tag.removed');
