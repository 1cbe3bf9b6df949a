import { readLibrary, scopeOf } from '../../domains/tag/read-library.ts';
import { type LibraryReading, saveLibrary } from '../../domains/tag/save-library.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { type CorpTagChange, corpTagChanged } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Somebody renamed a tag or a group in WeCom's console. */
export const updateTagInLibrary = scenario<CorpTagChange, LibraryReading>({
  name: 'update-tag-in-library',
  on: corpTagChanged,
  gather: (event, deps) => readLibrary(deps, scopeOf(event.payload)),
  async run(tx, _event, reading, now) {
    const { added, changed, removed } = await saveLibrary(tx, reading, now);
    return added + changed + removed > 0 ? done() : skipped('标签库已是最新');
  },
});
