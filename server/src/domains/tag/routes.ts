import * as contracts from '@zhike/shared/contracts/tag';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { deleteTag, deleteTagGroup, renameTag, updateTagGroup } from './actions/change-tags.ts';
import { createTags } from './actions/create-tags.ts';
import { orderTagGroups, orderTags } from './actions/order-tags.ts';
import type { TagRow } from './entity.ts';
import { presentTag, presentTagGroup } from './present.ts';
import { getTag, getTagGroup, listTags } from './store.ts';
import { listVisibleGroups } from './visible.ts';

export function tagRoutes(routers: Routers, deps: Dependencies): void {
  const { db } = deps;
  const { member } = routers;
  const showGroup = async (viewer: MemberViewer, groupId: string) =>
    presentTagGroup(await getTagGroup(db.read, groupId), await listTags(db.read, groupId), viewer);

  member.handle(contracts.listTagGroups, async ({ viewer }) => {
    const byGroup = new Map<string, TagRow[]>();
    for (const tag of await listTags(db.read)) {
      const group = byGroup.get(tag.groupId);
      if (group) group.push(tag);
      else byGroup.set(tag.groupId, [tag]);
    }
    const groups = await listVisibleGroups(db.read, viewer);
    return {
      items: groups.map((group) => presentTagGroup(group, byGroup.get(group.id) ?? [], viewer)),
      can: { create: viewer.role !== 'rep' },
    };
  });

  member.handle(contracts.createTagGroup, async ({ viewer, body: { name, tagNames, departmentIds } }) => {
    const limits = departmentIds?.length ? departmentIds : null;
    const groupId = await createTags(deps, viewer, {
      groupId: null,
      groupName: name,
      names: tagNames,
      departmentIds: limits,
    });
    return showGroup(viewer, groupId);
  });

  member.handle(contracts.createTags, async ({ viewer, params: { groupId }, body: { names } }) => {
    await createTags(deps, viewer, { groupId, groupName: null, names, departmentIds: null });
    return showGroup(viewer, groupId);
  });

  member.handle(contracts.updateTagGroup, async ({ viewer, params: { groupId }, body }) => {
    await updateTagGroup(deps, viewer, groupId, body);
    return showGroup(viewer, groupId);
  });

  member.handle(contracts.deleteTagGroup, async ({ viewer, params: { groupId } }) => {
    await deleteTagGroup(deps, viewer, groupId);
    return {};
  });

  member.handle(contracts.orderTagGroups, async ({ viewer, body: { groupIds } }) => {
    await orderTagGroups(deps, viewer, groupIds);
    return {};
  });

  member.handle(contracts.orderTags, async ({ viewer, params: { groupId }, body: { tagIds } }) => {
    await orderTags(deps, viewer, groupId, tagIds);
    return showGroup(viewer, groupId);
  });

  member.handle(contracts.renameTag, async ({ viewer, params: { tagId }, body: { name } }) => {
    await renameTag(deps, viewer, tagId, name);
    return presentTag(await getTag(db.read, tagId), viewer);
  });

  member.handle(contracts.deleteTag, async ({ viewer, params: { tagId } }) => {
    await deleteTag(deps, viewer, tagId);
    return {};
  });
}
