import * as contracts from '@zhike/shared/contracts/quality';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { decideHit } from './actions/decide-hit.ts';
import { saveAction } from './actions/save-action.ts';
import { createWordGroup, deleteWordGroup, mayEditGroup, updateWordGroup } from './actions/save-word-group.ts';
import type { QualityActionRow, QualityWordGroupRow } from './entity.ts';
import { listHits, presentHits } from './list-hits.ts';
import { messagesAround } from './messages-around.ts';
import { qualityStats } from './stats.ts';
import { getVisibleHit, listActions, listWordGroups } from './store.ts';

export function qualityRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, keys, clock, config } = deps;

  member.handle(contracts.listQualityWordGroups, async ({ viewer }) => ({
    items: (await listWordGroups(db.read)).map((group) => presentGroup(group, viewer)),
  }));
  member.handle(contracts.createQualityWordGroup, async ({ viewer, body }) =>
    presentGroup(await createWordGroup(deps, viewer, body), viewer),
  );
  member.handle(contracts.updateQualityWordGroup, async ({ viewer, params, body }) =>
    presentGroup(await updateWordGroup(deps, viewer, params.groupId, body), viewer),
  );
  member.handle(contracts.deleteQualityWordGroup, async ({ viewer, params }) => {
    await deleteWordGroup(deps, viewer, params.groupId);
    return {};
  });

  member.handle(contracts.listQualityActions, async ({ viewer }) => ({
    items: (await listActions(db.read)).map(presentAction),
    can: { edit: viewer.role === 'admin' },
  }));
  member.handle(contracts.updateQualityAction, async ({ viewer, params, body }) =>
    presentAction(await saveAction(deps, viewer, params.action, body)),
  );

  member.handle(contracts.searchQualityHits, ({ viewer, body }) => listHits(db.read, viewer, body));
  member.handle(contracts.getQualityHit, ({ viewer, params: { hitId } }) =>
    // Who has looked is written down before anything is shown.
    db.transaction(async (tx) => {
      const hit = await getVisibleHit(tx, viewer.scope, hitId);
      const messages = await messagesAround(tx, hit, keys);
      if (messages && messages.length > 0)
        await audit(tx, viewer, {
          action: 'quality_hit.look',
          subject: { kind: 'quality_hit', id: hitId },
          after: { conversationId: hit.conversationId },
        });
      const [view] = await presentHits(tx, [hit], viewer);
      const hidden = messages === null ? 'no_consent' : messages.length === 0 ? 'no_message' : null;
      return { ...view!, messages: messages ?? [], conversationId: hit.conversationId, hidden };
    }),
  );
  member.handle(contracts.decideQualityHit, async ({ viewer, params, body }) => {
    const [view] = await presentHits(db.read, [await decideHit(deps, viewer, params.hitId, body)], viewer);
    return view!;
  });

  member.handle(contracts.getQualityStats, ({ viewer, query: { from, to } }) =>
    qualityStats(db.read, viewer.scope, { from, to, now: clock.now(), timeZone: config.timeZone }),
  );
}

function presentGroup(group: QualityWordGroupRow, viewer: MemberViewer): contracts.QualityWordGroupView {
  const { id, name, level, speaker, words, departmentIds, isOn, intercept, interceptState, version, changedAt } = group;
  const can = { edit: mayEditGroup(viewer, departmentIds) };
  return { id, name, level, speaker, words, departmentIds, isOn, intercept, interceptState, version, changedAt, can };
}

function presentAction(row: QualityActionRow): contracts.QualityActionView {
  const { action, isOn, level, amount, departmentIds, hours, version } = row;
  return { action, isOn, level, amount, departmentIds, hours, version };
}
