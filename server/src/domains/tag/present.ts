import type { TagGroupView, TagView } from '@zhike/shared/contracts/tag';
import type { MemberViewer } from '../corp/viewer.ts';
import type { TagGroupRow, TagRow } from './entity.ts';

export function presentTag(tag: TagRow, viewer: Pick<MemberViewer, 'role'>): TagView {
  return {
    id: tag.id,
    groupId: tag.groupId,
    name: tag.name,
    sort: tag.sort,
    editable: tag.createdByUs && viewer.role !== 'rep',
  };
}

export function presentTagGroup(
  group: TagGroupRow,
  tags: readonly TagRow[],
  viewer: Pick<MemberViewer, 'role'>,
): TagGroupView {
  const mayManage = viewer.role !== 'rep';
  return {
    id: group.id,
    name: group.name,
    sort: group.sort,
    departmentIds: group.departmentIds,
    tags: tags.map((tag) => presentTag(tag, viewer)),
    can: {
      rename: mayManage && group.createdByUs,
      delete: mayManage && group.createdByUs && tags.every((tag) => tag.createdByUs),
      addTags: mayManage,
      reorder: mayManage && tags.length > 1 && tags.some((tag) => tag.createdByUs),
      limitDepartments: mayManage,
    },
  };
}
