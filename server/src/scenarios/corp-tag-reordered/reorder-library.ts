import { readLibrary } from '../../domains/tag/read-library.ts';
import { type LibraryReading, saveLibrary } from '../../domains/tag/save-library.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { corpTagReordered } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Somebody put the tags of a group, or all groups (no id), in another order in WeCom's console. */
export const reorderTagLibrary = scenario<{ groupId: string | null }, LibraryReading>({
  name: 'reorder-tag-library',
  on: corpTagReordered,
  gather: ({ payload: { groupId } }, deps) =>
    readLibrary(deps, groupId ? { kind: 'groups', ids: [groupId] } : { kind: 'all' }),
  async run(tx, _event, reading, now) {
    const { added, changed, removed } = await saveLibrary(tx, reading, now);
    return added + changed + removed > 0 ? done() : skipped('标签顺序已是最新');
  },
});
