import { readLibrary, scopeOf } from '../../domains/tag/read-library.ts';
import { type LibraryReading, saveLibrary } from '../../domains/tag/save-library.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { type CorpTagChange, corpTagDeleted } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Somebody deleted a tag, or a group with all its tags (of which WeCom tells nothing). Marked, not erased: history names them. */
export const markTagDeleted = scenario<CorpTagChange, LibraryReading>({
  name: 'mark-tag-deleted',
  on: corpTagDeleted,
  gather: (event, deps) => readLibrary(deps, scopeOf(event.payload)),
  async run(tx, _event, reading, now) {
    const { added, changed, removed } = await saveLibrary(tx, reading, now);
    return added + changed + removed > 0 ? done() : skipped('标签库已是最新');
  },
});
