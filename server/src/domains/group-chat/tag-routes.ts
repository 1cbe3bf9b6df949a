import * as contracts from '@zhike/shared/contracts/group-tag';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Routers } from '../../routers.ts';
import {
  addTags,
  createTagGroup,
  deleteTag,
  deleteTagGroup,
  renameTag,
  renameTagGroup,
} from './actions/edit-group-tags.ts';
import { GroupTagGroupNotFound } from './errors.ts';
import { GroupTagGroupRow, GroupTagRow } from './tag-entity.ts';

export function groupTagRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const show = async (groupId: string) => {
    const group = (await listLibrary(db.read)).find((one) => one.id === groupId);
    if (!group) throw new GroupTagGroupNotFound({ groupId });
    return group;
  };

  member.handle(contracts.listGroupTagGroups, async ({ viewer }) => ({
    items: await listLibrary(db.read),
    can: { edit: viewer.role !== 'rep' },
  }));
  member.handle(contracts.createGroupTagGroup, async ({ viewer, body }) =>
    show(await createTagGroup(deps, viewer, body.name, body.tagNames)),
  );
  member.handle(contracts.renameGroupTagGroup, async ({ viewer, params: { groupId }, body }) => {
    await renameTagGroup(deps, viewer, groupId, body.name);
    return show(groupId);
  });
  member.handle(contracts.deleteGroupTagGroup, async ({ viewer, params }) => {
    await deleteTagGroup(deps, viewer, params.groupId);
    return {};
  });
  member.handle(contracts.addGroupTags, async ({ viewer, params: { groupId }, body }) => {
    await addTags(deps, viewer, groupId, body.names);
    return show(groupId);
  });
  member.handle(contracts.renameGroupTag, async ({ viewer, params, body }) =>
    show(await renameTag(deps, viewer, params.tagId, body.name)),
  );
  member.handle(contracts.deleteGroupTag, async ({ viewer, params }) => {
    await deleteTag(deps, viewer, params.tagId);
    return {};
  });
}

/** A few hundred tags at most: people write them by hand. */
async function listLibrary(tx: Tx): Promise<contracts.GroupTagGroupView[]> {
  const groups = await tx.find(GroupTagGroupRow, { order: { sort: 'ASC', id: 'ASC' } });
  const tags = await tx.find(GroupTagRow, { order: { sort: 'ASC', id: 'ASC' } });
  return groups.map(({ id, name }) => ({
    id,
    name,
    tags: tags.filter((tag) => tag.groupId === id).map((tag) => ({ id: tag.id, name: tag.name })),
  }));
}
