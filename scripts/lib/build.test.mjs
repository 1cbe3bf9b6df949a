import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashFiles, listFiles } from './content-hash.mjs';
import { inProject, root } from './project.mjs';

let folder;
let inRoot;

beforeEach(() => {
  mkdirSync(inProject('.cache'), { recursive: true });
  folder = mkdtempSync(inProject('.cache/hash-test-'));
  inRoot = path.relative(root, folder);
  mkdirSync(path.join(folder, 'src/dist'), { recursive: true });
  writeFileSync(path.join(folder, 'src/a.ts'), 'one');
  writeFileSync(path.join(folder, 'src/dist/a.js'), 'built');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is built does not count as a source', () => {
  expect(listFiles([inRoot])).toEqual([`${inRoot}/src/a.ts`]);
});

test('a touched but unchanged file builds nothing anew; a changed, added or renamed one does', () => {
  const before = hashFiles([inRoot]);
  utimesSync(path.join(folder, 'src/a.ts'), 0, 0);
  expect(hashFiles([inRoot])).toBe(before);
  writeFileSync(path.join(folder, 'src/a.ts'), 'two');
  const changed = hashFiles([inRoot]);
  writeFileSync(path.join(folder, 'src/b.ts'), '');
  expect(new Set([before, changed, hashFiles([inRoot])]).size).toBe(3);
});
