import * as contracts from '@zhike/shared/contracts/touch';
import type { Dependencies } from '../../dependencies.ts';
import { spanOfDays } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import { getMaterialFor } from '../material/store.ts';
import { sendPage } from './files.ts';
import { listVisits, presentVisits } from './list-visits.ts';
import { readLibraryStats, readMaterialStats } from './stats.ts';

/** What members learn of visits. */
export function visitRoutes({ member }: Routers, deps: Dependencies): void {
  const { read } = deps.db;

  member.handle(contracts.listVisits, async ({ viewer, query: { from, to, ...query } }) => {
    const span = spanOfDays({ from, to }, deps.config.timeZone);
    const { visits, nextCursor } = await listVisits(read, viewer, { ...query, ...span });
    return { items: await presentVisits(read, viewer, visits, deps.clock.now()), nextCursor };
  });

  member.handle(contracts.getMaterialStats, async ({ viewer, params, query }) => {
    const { id } = await getMaterialFor(read, viewer, params.materialId);
    return readMaterialStats(read, deps, viewer, id, query);
  });

  member.handle(contracts.getLibraryStats, async ({ viewer, query }) => readLibraryStats(read, deps, viewer, query));

  /** A page of a brochure for members: as a small picture beside its title. */
  member.handleRaw(
    { method: 'GET', path: '/api/materials/:materialId/pages/:page', audience: 'member' },
    async ({ viewer, ctx }) => {
      const material = await getMaterialFor(read, viewer, String(ctx.params.materialId));
      await sendPage(ctx, deps, material, String(ctx.params.page), ctx.query.as !== 'full');
      // Unlike a visitor's address it does not hold the digest.
      ctx.set('cache-control', 'private, max-age=300');
    },
  );
}
