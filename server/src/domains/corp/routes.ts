import * as contracts from '@zhike/shared/contracts/corp';
import { getMe, signOut } from '@zhike/shared/contracts/session';
import type { Dependencies } from '../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { setMemberRole } from './actions/set-member-role.ts';
import { signOutMember } from './actions/sign-out-member.ts';
import { MemberNotFound } from './errors.ts';
import { listMemberIds } from './list-members.ts';
import { presentDepartments, presentMe, presentMembers } from './present.ts';
import { clearSessionCookie } from './session-cookie.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { departmentWithSubs } from './store.ts';

export function corpRoutes(routers: Routers, deps: Dependencies): void {
  const { db, config } = deps;
  signInRoutes(routers, deps);

  routers.member.handle(getMe, ({ viewer }) => presentMe(deps, viewer));

  routers.member.handle(signOut, async ({ viewer, ctx }) => {
    await signOutMember(deps, viewer);
    clearSessionCookie(ctx, config.http.secureCookies);
    return {};
  });

  routers.member.handle(
    contracts.listMembers,
    async ({ viewer, body: { cursor, limit, departmentId, inScope, ...rest } }) => {
      const filter = {
        ...rest,
        ...(departmentId ? { departmentIds: await departmentWithSubs(db.read, departmentId) } : {}),
        ...(inScope ? { peopleOf: viewer } : {}),
      };
      const [sortName, userId] = cursor ? decodeCursor(cursor, ['string', 'string']) : [];
      const after = sortName !== undefined && userId !== undefined ? { sortName, userId } : null;
      const rows = await listMemberIds(db.read, filter, config.adminUserIds, { after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const userIds = shown.map((row) => row.userId);
      return {
        items: await presentMembers(db.read, userIds, viewer, config.adminUserIds),
        nextCursor: last ? encodeCursor([last.sortName, last.userId]) : null,
      };
    },
  );

  routers.member.handle(contracts.listDepartments, async () => ({ items: await presentDepartments(db.read) }));

  routers.member.handle(contracts.setMemberRole, async ({ viewer, params: { userId }, body }) => {
    await setMemberRole(deps, viewer, userId, { role: body.role, departmentIds: body.departmentIds ?? null });
    const [member] = await presentMembers(db.read, [userId], viewer, config.adminUserIds);
    if (!member) throw new MemberNotFound({ userId });
    return member;
  });
}
