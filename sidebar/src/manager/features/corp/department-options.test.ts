import { expect, test } from 'vitest';
import { departmentOptions } from './department-options.ts';

const department = (id: number, parentId: number | null) => ({
  id,
  name: `部门${id}`,
  parentId,
  sort: 0,
  memberCount: 0,
});

test('children stand below their parents, whatever the order of cousins', () => {
  const list = departmentOptions([department(1, null), department(2, 1), department(3, 1), department(4, 2)]);
  expect(list.map(({ id, depth }) => [id, depth])).toEqual([
    [1, 0],
    [2, 1],
    [4, 2],
    [3, 1],
  ]);
});

test('a department whose parent the app does not see is a top', () => {
  expect(departmentOptions([department(5, 99)])).toEqual([{ id: 5, name: '部门5', depth: 0 }]);
});
