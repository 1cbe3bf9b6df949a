import { keptPictureBounds, sweepKeptPictures } from '../../engines/poster/kept-pictures.ts';
import { posterBounds, sweepPosters } from '../../engines/poster/poster-files.ts';
import { forgetOldUploads } from '../../domains/poster/uploads.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Drawn posters and the avatars on them are a cache: what nobody asked for in a month goes, and what is too much. */
export const sweepPostersNightly = scenario({
  name: 'sweep-posters',
  on: nightStarted,
  gather: async (_event, { config: { dataDir }, clock }) =>
    (await sweepPosters(dataDir, posterBounds, clock.machineNow())) +
    (await sweepKeptPictures(dataDir, keptPictureBounds, clock.machineNow())),
  async run(tx, _event, removed, now) {
    await forgetOldUploads(tx, now);
    return removed > 0 ? done() : skipped('没有要清理的海报');
  },
});
