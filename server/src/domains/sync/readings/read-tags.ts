import { settleDrafts } from '../../tag/drafts.ts';
import { readLibrary } from '../../tag/read-library.ts';
import { saveLibrary } from '../../tag/save-library.ts';
import type { Reading, ReadOutcome } from '../reading.ts';

/** The library comes in one answer (at most 10,000 tags), so there is nothing to go on from. */
export type TagsPlace = Record<string, never>;

/** The whole tag library; creations whose end nobody saw are settled by it. */
export async function readTags(reading: Reading<TagsPlace>): Promise<ReadOutcome> {
  const library = await readLibrary(reading.parts, { kind: 'all' }, { lane: 'bulk' });
  const { groups } = library;
  await reading.commit(
    async (tx) => {
      const counts = await saveLibrary(tx, library, reading.moment.now);
      await settleDrafts(tx, groups, reading.moment);
      return counts;
    },
    { done: groups.length, total: groups.length },
  );
  return 'finished';
}
