import { expect, test } from 'vitest';
import { findLockProblems } from './lock-file.mjs';

const tool = { version: '1.0.0', optionalDependencies: { '@tool/linux': '1.0.0', '@tool/darwin': '1.0.0' } };

test('a lock with an entry for every platform, beside the tool or above it, is fine', () => {
  const packages = {
    '': { name: 'zhike' },
    shared: { version: '1.0.0' },
    'node_modules/@zhike/shared': { resolved: 'shared', link: true },
    'node_modules/app/node_modules/tool': tool,
    'node_modules/app/node_modules/@tool/linux': { version: '1.0.0' },
    'node_modules/@tool/darwin': { version: '1.0.0' },
  };
  expect(findLockProblems({ packages })).toEqual([]);
});

test('an optional dependency without an entry is named, even when another tool carries one of its own', () => {
  const packages = {
    'node_modules/tool': tool,
    'node_modules/@tool/linux': { version: '1.0.0' },
    'node_modules/app/node_modules/@tool/darwin': { version: '1.0.0' },
  };
  expect(findLockProblems({ packages })).toEqual([expect.stringMatching(/^node_modules\/tool: .*@tool\/darwin/)]);
});

test('a registry is not named', () => {
  const packages = { 'node_modules/tool': { resolved: 'https://registry.example/tool.tgz' } };
  expect(findLockProblems({ packages })).toEqual([expect.stringContaining('resolved')]);
});
