import type { LibraryReading } from '../../domains/tag/read-changed.ts';
import { saveLibrary } from '../../domains/tag/save-library.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { corpTagReordered } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Somebody put the tags of a group, or all groups (no id), in another order in WeCom's console. */
export const reorderTagLibrary = scenario<{ groupId: string | null }, LibraryReading>({
  name: 'reorder-tag-library',
  on: corpTagReordered,
  async gather({ payload: { groupId } }, { wecom }) {
    return groupId
      ? { groups: await wecom.tag.list({ groupIds: [groupId] }), scope: { kind: 'groups', ids: [groupId] } }
      : { groups: await wecom.tag.list(), scope: { kind: 'all' } };
  },
  async run(tx, _event, { groups, scope }, now) {
    const { added, changed, removed } = await saveLibrary(tx, groups, scope, now);
    return added + changed + removed > 0 ? done() : skipped('标签顺序已是最新');
  },
});
