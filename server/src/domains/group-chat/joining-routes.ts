import * as contracts from '@zhike/shared/contracts/group-joining';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { findLeavingAlert, saveLeavingAlert } from './leaving-alert.ts';
import { listJoinMarks, listJoinRules } from './list-join-rules.ts';

export function groupJoiningRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  member.handle(contracts.listGroupJoinRules, ({ viewer, query: { kind, ...page } }) =>
    listJoinRules(db.read, kind, viewer.scope, page),
  );
  member.handle(contracts.listGroupJoinMarks, async () => ({ items: await listJoinMarks(db.read) }));
  member.handle(contracts.getGroupLeavingAlert, async ({ viewer }) => ({
    ...(await findLeavingAlert(db.read)),
    can: { edit: viewer.role === 'admin' },
  }));
  member.handle(contracts.saveGroupLeavingAlert, async ({ viewer, body }) => {
    await saveLeavingAlert(deps, viewer, body);
    return findLeavingAlert(db.read);
  });
}
