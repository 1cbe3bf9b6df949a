import { describeFilter, listFilterFields } from '@zhike/shared/contracts/filter-field';
import * as contracts from '@zhike/shared/contracts/segment';
import type { Dependencies } from '../../dependencies.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import { sayFilter } from '../../engines/filter/sentence.ts';
import { wordsOfFilters } from '../../engines/filter/words.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { copySegment, createSegment, deleteSegment, updateSegment } from './actions/save-segment.ts';
import { presentSegments } from './present.ts';
import { getUsableSegment, listSegments } from './store.ts';

export function segmentRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const show = async (viewer: MemberViewer, segmentId: string) =>
    (await presentSegments(db.read, deps, [await getUsableSegment(db.read, viewer, segmentId)], viewer))[0]!;

  member.handle(listFilterFields, async () => ({ items: await deps.filterFields.present(db.read) }));

  member.handle(describeFilter, async ({ body: { filter } }) => {
    await prepareFilter(db.read, deps.filterFields, filter);
    const words = await wordsOfFilters(db.read, deps.filterFields, [filter]);
    return {
      sentence: sayFilter(filter, words, deps.config.timeZone),
      names: [...words].flatMap(([field, { names }]) => [...names].map(([value, name]) => ({ field, value, name }))),
    };
  });

  member.handle(contracts.listSegments, async ({ viewer, query: { cursor, limit } }) => {
    const before = cursor ? decodeCursor(cursor, ['string'])[0] : undefined;
    const rows = await listSegments(db.read, viewer, { before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return {
      items: await presentSegments(db.read, deps, shown, viewer),
      nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  });

  member.handle(contracts.getSegment, ({ viewer, params }) => show(viewer, params.segmentId));

  member.handle(contracts.createSegment, async ({ viewer, body }) =>
    show(viewer, await createSegment(deps, viewer, body)),
  );

  member.handle(contracts.copySegment, async ({ viewer, params }) =>
    show(viewer, await copySegment(deps, viewer, params.segmentId)),
  );

  member.handle(contracts.updateSegment, async ({ viewer, params, body }) => {
    await updateSegment(deps, viewer, params.segmentId, body);
    return show(viewer, params.segmentId);
  });

  member.handle(contracts.deleteSegment, async ({ viewer, params }) => {
    await deleteSegment(deps, viewer, params.segmentId);
    return {};
  });
}
