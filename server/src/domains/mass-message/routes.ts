import * as contracts from '@zhike/shared/contracts/mass-message';
import type { Dependencies } from '../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { cancelMassMessage, remindMassMessage, startMassMessage } from './actions/run-mass-message.ts';
import { deleteMassMessage, saveMassMessage } from './actions/save-mass-message.ts';
import { compareTexts } from './compare-texts.ts';
import { MassMessageRow } from './entity.ts';
import { listReps, listResults } from './list-results.ts';
import { presentMassMessages } from './present.ts';
import { previewMassMessage } from './preview.ts';
import { findQuota, saveQuota } from './quota.ts';
import { getMassMessageFor } from './store.ts';

export function massMessageRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const show = async (viewer: MemberViewer, massMessageId: string) =>
    (await presentMassMessages(db.read, [await getMassMessageFor(db.read, viewer, massMessageId)]))[0]!;

  member.handle(contracts.listMassMessages, async ({ viewer, query: { cursor, limit, sopId } }) => {
    const messages = db.read
      .createQueryBuilder(MassMessageRow, 'message')
      .orderBy('message.id', 'DESC')
      .limit(limit + 1);
    // What steps of SOPs send stands with the SOP.
    if (sopId) messages.andWhere('message.originId = :sopId', { sopId });
    else messages.andWhere('message.originId IS NULL');
    if (viewer.role !== 'admin') messages.andWhere('message.createdBy = :userId', { userId: viewer.userId });
    if (cursor) messages.andWhere('message.id < :id', { id: decodeCursor(cursor, ['string'])[0] });
    const rows = await messages.getMany();
    const shown = rows.slice(0, limit);
    return {
      items: await presentMassMessages(db.read, shown),
      nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  });

  member.handle(contracts.getMassMessage, ({ viewer, params }) => show(viewer, params.massMessageId));

  member.handle(contracts.createMassMessage, async ({ viewer, body }) =>
    show(viewer, await saveMassMessage(deps, viewer, body)),
  );

  member.handle(contracts.updateMassMessage, async ({ viewer, params, body: { version, ...draft } }) =>
    show(viewer, await saveMassMessage(deps, viewer, draft, { ...params, version })),
  );

  member.handle(contracts.deleteMassMessage, async ({ viewer, params }) => {
    await deleteMassMessage(deps, viewer, params.massMessageId);
    return {};
  });

  member.handle(contracts.startMassMessage, async ({ viewer, params, body }) => {
    await startMassMessage(deps, viewer, params.massMessageId, body.startAt);
    return show(viewer, params.massMessageId);
  });

  member.handle(contracts.cancelMassMessage, async ({ viewer, params }) => {
    await cancelMassMessage(deps, viewer, params.massMessageId);
    return show(viewer, params.massMessageId);
  });

  member.handle(contracts.remindMassMessage, async ({ viewer, params, body }) => ({
    reminded: await remindMassMessage(deps, viewer, params.massMessageId, body.userId),
  }));

  member.handle(contracts.previewMassMessage, ({ viewer, body }) => previewMassMessage(deps, viewer, body));

  member.handle(contracts.listMassReps, async ({ viewer, params, query }) => {
    await getMassMessageFor(db.read, viewer, params.massMessageId);
    return listReps(db.read, params.massMessageId, query);
  });

  member.handle(contracts.listMassResults, async ({ viewer, params, body }) => {
    await getMassMessageFor(db.read, viewer, params.massMessageId);
    return listResults(db.read, viewer, params.massMessageId, body);
  });

  member.handle(contracts.compareMassTexts, async ({ viewer, params }) => {
    await getMassMessageFor(db.read, viewer, params.massMessageId);
    return { items: await compareTexts(db.read, params.massMessageId) };
  });

  member.handle(contracts.getMassQuota, async () => ({ rule: await findQuota(db.read) }));

  member.handle(contracts.setMassQuota, async ({ viewer, body: { rule } }) => {
    await db.transaction(async (tx) => {
      const before = await findQuota(tx);
      await saveQuota(tx, rule);
      await audit(tx, viewer, {
        action: 'mass_message.quota',
        subject: { kind: 'mass_setting', id: 'quota' },
        before: { rule: before },
        after: { rule },
      });
    });
    return { rule };
  });
}
