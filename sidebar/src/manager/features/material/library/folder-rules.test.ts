import type { MaterialFolderView } from '@zhike/shared/contracts/material-folder';
import { MAX_FOLDER_DEPTH } from '@zhike/shared/contracts/material-folder';
import { expect, test } from 'vitest';
import { folderLines, inOrder, MAX_DEPTH, orderWith, pathOf, placesFor, withBelow } from './folder-rules.ts';

const folder = (id: string, parentId: string | null, count = 0): MaterialFolderView => ({
  id,
  parentId,
  name: `夹${id}`,
  count,
});
const folders = [
  folder('A', null, 2),
  folder('B', null, 1),
  folder('A1', 'A', 3),
  folder('A2', 'A'),
  folder('A1x', 'A1', 4),
];
const lines = folderLines(folders);
const line = (id: string) => lines.find((one) => one.id === id)!;

test('the depth is that of the contract', () => {
  expect(MAX_DEPTH).toBe(MAX_FOLDER_DEPTH);
});

test('folders stand below their parents, and count what is in folders below them', () => {
  expect(lines.map(({ id, depth }) => `${depth}${id}`)).toEqual(['1A', '2A1', '3A1x', '2A2', '1B']);
  expect(line('A')).toMatchObject({ total: 9, height: 2, index: 0, siblings: 2 });
  expect(pathOf(lines, 'A1x')).toBe('夹A / 夹A1 / 夹A1x');
  expect(withBelow(lines, 'A1')).toEqual(['A1', 'A1x']);
});

test('a folder whose parent is unknown is not lost', () => {
  expect(folderLines([folder('Z', 'gone')]).map(({ id, depth }) => [id, depth])).toEqual([['Z', 1]]);
});

test('a folder moves neither below itself nor so that something stands on a fourth level', () => {
  expect(placesFor(lines, line('A')).map(({ id }) => id)).toEqual([]);
  expect(placesFor(lines, line('A1')).map(({ id }) => id)).toEqual(['A', 'B']);
  expect(placesFor(lines, line('B')).map(({ id }) => id)).toEqual(['A', 'A1', 'A2']);
});

test('an order names every folder of the parent, and none is made where nothing moves', () => {
  expect(orderWith(lines, 'A2', 'A1')).toEqual({ parentId: 'A', folderIds: ['A2', 'A1'] });
  expect(orderWith(lines, 'A', null)).toEqual({ parentId: null, folderIds: ['B', 'A'] });
  expect(orderWith(lines, 'B', null)).toBeNull();
  expect(orderWith(lines, 'A2', 'B')).toBeNull();
  expect(folderLines(inOrder(folders, null, ['B', 'A'])).map(({ id }) => id)).toEqual(['B', 'A', 'A1', 'A1x', 'A2']);
});
