import type { TagGroupView } from '@zhike/shared/contracts/tag';
import { expect, test } from 'vitest';
import { tagSections, tagsWithIds } from './find-tags.ts';

const group = (id: string, name: string, ...tagNames: string[]): TagGroupView => ({
  id,
  name,
  sort: 0,
  departmentIds: null,
  tags: tagNames.map((tagName) => ({ id: `${id}.${tagName}`, groupId: id, name: tagName, sort: 0, editable: true })),
  can: { rename: true, delete: true, addTags: true, reorder: true, limitDepartments: true },
});
const groups = [group('g1', '意向', '高意向', '低意向'), group('g2', '城市', '上海', 'Suzhou')];
const found = (search: string) =>
  tagSections(groups, search).map(({ name, tags }) => [name, ...tags.map((tag) => tag.name)]);

test('without a search every group is a section', () => {
  expect(found(' ')).toHaveLength(2);
});

test('a search finds tags by any part of the name, and groups as a whole', () => {
  expect(found('高')).toEqual([['意向', '高意向']]);
  expect(found('城市')).toEqual([['城市', '上海', 'Suzhou']]);
  expect(found('suz')).toEqual([['城市', 'Suzhou']]);
  expect(found('北京')).toEqual([]);
});

test('recent tags that were deleted meanwhile are left out', () => {
  const names = tagsWithIds(tagSections(groups, ''), ['g2.上海', 'gone', 'g1.高意向']).map((tag) => tag.name);
  expect(names).toEqual(['上海', '高意向']);
});
