import * as contracts from '@zhike/shared/contracts/moment';
import type { Dependencies } from '../../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Routers } from '../../../routers.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { cancelMoment, createMoment, getMomentFor } from './act.ts';
import { MomentRow } from './entity.ts';
import { listMomentReactions, listMomentReps, presentMoments } from './show.ts';

export function momentRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const show = async (viewer: MemberViewer, momentId: string) =>
    (await presentMoments(db.read, viewer, [await getMomentFor(db.read, viewer, momentId)]))[0]!;

  member.handle(contracts.listMoments, async ({ viewer, query: { cursor, limit } }) => {
    const moments = db.read
      .createQueryBuilder(MomentRow, 'moment')
      .orderBy('moment.id', 'DESC')
      .limit(limit + 1);
    if (viewer.role !== 'admin') moments.andWhere('moment.createdBy = :userId', { userId: viewer.userId });
    if (cursor) moments.andWhere('moment.id < :id', { id: decodeCursor(cursor, ['string'])[0] });
    const rows = await moments.getMany();
    const shown = rows.slice(0, limit);
    return {
      items: await presentMoments(db.read, viewer, shown),
      nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  });

  member.handle(contracts.getMoment, ({ viewer, params }) => show(viewer, params.momentId));

  member.handle(contracts.createMoment, async ({ viewer, body }) =>
    show(viewer, await createMoment(deps, viewer, body)),
  );

  member.handle(contracts.cancelMoment, async ({ viewer, params }) => {
    await cancelMoment(deps, viewer, params.momentId);
    return show(viewer, params.momentId);
  });

  member.handle(contracts.listMomentReps, async ({ viewer, params, query }) => {
    await getMomentFor(db.read, viewer, params.momentId);
    return listMomentReps(db.read, viewer, params.momentId, query);
  });

  member.handle(contracts.listMomentReactions, async ({ viewer, params, query }) => {
    await getMomentFor(db.read, viewer, params.momentId);
    return listMomentReactions(db.read, viewer, params.momentId, query);
  });
}
