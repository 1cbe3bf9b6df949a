import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { firstScripts } from './page-size.mjs';

test('what a page loads first is its scripts and their static imports, not what it loads later', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-page-'));
  mkdirSync(path.join(folder, 'assets'));
  const files = {
    'main.js': 'import{a}from"./a.js";import"./b.js";const later=()=>import("./later.js");a(later)',
    'a.js': 'export*from"./c.js"',
    'b.js': "import{c}from'./c.js'",
    'c.js': '1',
    'preloaded.js': '2',
    'later.js': '3',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, 'assets', name), text);
  const html = `<script type="module" crossorigin src="/assets/main.js"></script>
    <link rel="modulepreload" href="/assets/preloaded.js"><link rel="stylesheet" href="/assets/main.css">`;
  const found = firstScripts(html, folder).map(({ file }) => path.posix.basename(file));
  rmSync(folder, { recursive: true });
  expect(found.sort()).toEqual(['a.js', 'b.js', 'c.js', 'main.js', 'preloaded.js']);
});
