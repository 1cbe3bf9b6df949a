import * as contracts from '@zhike/shared/contracts/group-chat';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import { presentTasks } from '../task/present.ts';
import { listTasks } from '../task/list-tasks.ts';
import { changeTagsOfGroup } from './actions/change-tags-of-group.ts';
import { readGroupNow } from './actions/read-group-now.ts';
import { findJoinRules, saveJoinRules } from './join-settings.ts';
import { listGroupChanges } from './list-changes.ts';
import { listGroupMembers } from './list-members.ts';
import { listGroupChats } from './list.ts';
import { rememberLook } from './look.ts';
import { groupsOfCustomer, presentChanges, presentGroup, presentGroups, presentMembers, tagsOf } from './present.ts';
import { getVisibleGroup } from './scope.ts';
import { groupStats } from './stats.ts';

export function groupChatRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;
  const visible = (viewer: MemberViewer, chatId: string) => getVisibleGroup(db.read, viewer, chatId);
  const show = async (viewer: MemberViewer, chatId: string) =>
    presentGroup(db.read, await visible(viewer, chatId), viewer, { now: clock.now(), timeZone: config.timeZone });

  member.handle(contracts.listGroups, async ({ viewer, body: { cursor, limit, ...filter } }) => {
    const { groups, nextCursor } = await listGroupChats(db.read, filter, viewer.scope, { cursor, limit });
    return { items: await presentGroups(db.read, groups), nextCursor };
  });

  member.handle(contracts.getGroup, ({ viewer, params }) => show(viewer, params.chatId));

  member.handle(contracts.readGroup, async ({ viewer, params }) => {
    await readGroupNow(deps, viewer, params.chatId);
    return show(viewer, params.chatId);
  });

  member.handle(contracts.listGroupMembers, async ({ viewer, params, body: { cursor, limit, ...filter } }) => {
    const group = await visible(viewer, params.chatId);
    const { members, nextCursor } = await listGroupMembers(db.read, group.chatId, filter, viewer.scope, {
      cursor,
      limit,
    });
    return { items: await presentMembers(db.read, group, members, viewer), nextCursor };
  });

  member.handle(contracts.getGroupStats, async ({ viewer, params, query }) => {
    await visible(viewer, params.chatId);
    return groupStats(db.read, params.chatId, query);
  });

  member.handle(contracts.listGroupChanges, async ({ viewer, params, query }) => {
    await visible(viewer, params.chatId);
    const { changes, nextCursor } = await listGroupChanges(db.read, params.chatId, query);
    return { items: await presentChanges(db.read, changes), nextCursor };
  });

  member.handle(contracts.getGroupJoinRules, async ({ viewer, params }) => {
    if (params.kind === 'chat') await visible(viewer, params.subject);
    return findJoinRules(db.read, params);
  });

  member.handle(contracts.saveGroupJoinRules, async ({ viewer, params, body }) => {
    if (params.kind === 'chat') await visible(viewer, params.subject);
    await saveJoinRules(deps, viewer, params, body);
    return findJoinRules(db.read, params);
  });

  member.handle(contracts.changeGroupTags, async ({ viewer, params: { chatId }, body }) => {
    await visible(viewer, chatId);
    await changeTagsOfGroup(deps, viewer, chatId, body);
    return { tags: (await tagsOf(db.read, [chatId])).get(chatId) ?? [] };
  });

  member.handle(contracts.lookAtGroup, async ({ viewer, params: { chatId } }) => {
    await visible(viewer, chatId);
    await db.transaction((tx) => rememberLook(tx, chatId, viewer.userId, clock.now()));
    return {};
  });

  member.handle(contracts.listGroupTasks, async ({ viewer, params: { chatId }, query: { status, ...page } }) => {
    await visible(viewer, chatId);
    const { tasks, nextCursor } = await listTasks(db.read, { chatId, status }, page);
    return { items: await presentTasks(db.read, tasks, viewer, clock.now()), nextCursor };
  });

  member.handle(contracts.listCustomerGroups, async ({ viewer, params }) => {
    await getVisibleCustomer(db.read, viewer, params.customerId);
    return { items: await groupsOfCustomer(db.read, params.customerId, viewer) };
  });
}
