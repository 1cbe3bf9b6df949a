import { expect, test } from 'vitest';
import { findViolations } from './architecture.mjs';
import { importsOf } from './imports.mjs';

const violations = (files) => findViolations(Object.entries(files).flatMap(([file, text]) => importsOf(file, text)));

test.each([
  ['server/src/platform/a.ts', "import { b } from '../domains/tag/b.ts';"],
  ['server/src/domains/tag/a.ts', "import type { B } from '../../scenarios/b.ts';"],
  ['server/src/wecom/a.ts', "import { b } from '../wechat/b.ts';"],
  ['server/src/domains/tag/a.ts', "import { b } from '../customer/b.ts';"],
  ['server/src/domains/channel/a.ts', "import { b } from '../task/b.ts';"],
  ['server/src/domains/unheard-of/a.ts', "import { b } from '../tag/b.ts';"],
  ['server/src/domains/tag/a.ts', "import { b } from '../../app.ts';"],
  ['server/src/domains/tag/a.ts', "import { b } from '../../routers.ts';"],
  ['server/src/platform/a.ts', "import type { Config } from '../config.ts';"],
  ['server/src/dependencies.ts', "import type { B } from './domains/tag/b.ts';"],
  ['server/src/migrations/1-first.ts', "import { b } from '../platform/b.ts';"],
  ['server/src/domains/tag/a.ts', "import { b } from './b.test.ts';"],
  ['sidebar/src/sidebar/a.tsx', "export { b } from '../manager/b.tsx';"],
  ['sidebar/src/shared/a.tsx', "import { b } from '../manager/b.tsx';"],
  ['sidebar/src/manager/features/tag/a.tsx', "const b = await import('../channel/b.tsx');"],
  ['sidebar/src/sidebar/a.tsx', "import * as ww from '@wecom/jssdk';"],
  ['sidebar/src/sidebar/a.tsx', "import { z } from 'zod';"],
  ['scripts/sandbox/src/a.ts', "import type { B } from '@zhike/shared/routes';"],
  ['scripts/sandbox/src/a.ts', "import { b } from '../../../server/src/b.ts';"],
  ['shared/src/contracts/a.ts', "import { b } from '../../../server/src/b.ts';"],
  ['miniprogram/src/a.ts', "import { b } from '../../sidebar/src/b.ts';"],
])('%s may not say %s', (file, text) => {
  expect(violations({ [file]: text })).toHaveLength(1);
});

test.each([
  ['server/src/domains/customer/a.ts', "import { b } from '../tag/b.ts'; import { c } from '../../platform/c.ts';"],
  [
    'server/src/domains/tag/a.ts',
    "import type { B } from '../../routers.ts'; import { c } from '../../dependencies.ts';",
  ],
  ['server/src/domains/tag/a.test.ts', "import { b } from '../../app.ts';"],
  ['server/src/scenarios/a.ts', "import { b } from '../domains/tag/b.ts';"],
  ['sidebar/src/sidebar/features/tag/a.tsx', "import { b } from '../../../shared/b.ts'; import { c } from './c.ts';"],
  ['sidebar/src/sidebar/pages/a.tsx', "import { b } from '../features/tag/b.tsx';"],
  ['sidebar/src/shared/wecom/a.ts', "import * as ww from '@wecom/jssdk';"],
])('%s may say %s', (file, text) => {
  expect(violations({ [file]: text })).toEqual([]);
});

test('zod is found behind files in between, but not behind imports of types', () => {
  const shared = { 'shared/src/contracts/tag.ts': "import { z } from 'zod';" };
  const typeOnly = {
    ...shared,
    'sidebar/src/sidebar/a.ts': "import type { Tag } from '../../../shared/src/contracts/tag.ts';",
  };
  const atRunTime = {
    ...shared,
    'sidebar/src/sidebar/a.ts': "import { Tag } from '../../../shared/src/contracts/tag.ts';",
  };
  expect(violations(typeOnly)).toEqual([]);
  expect(violations(atRunTime)).toEqual([
    expect.stringContaining('sidebar/src/sidebar/a.ts → shared/src/contracts/tag.ts → zod'),
  ]);
});
