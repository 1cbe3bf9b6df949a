import { readLibrary, scopeOf } from '../../domains/tag/read-library.ts';
import { type LibraryReading, saveLibrary } from '../../domains/tag/save-library.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { type CorpTagChange, corpTagCreated } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Somebody made a tag or a group in WeCom's console. */
export const addTagToLibrary = scenario<CorpTagChange, LibraryReading>({
  name: 'add-tag-to-library',
  on: corpTagCreated,
  gather: (event, deps) => readLibrary(deps, scopeOf(event.payload)),
  async run(tx, _event, reading, now) {
    const { added, changed, removed } = await saveLibrary(tx, reading, now);
    return added + changed + removed > 0 ? done() : skipped('标签库里已经有了');
  },
});
