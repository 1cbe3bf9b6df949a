import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionNames, changesOf, saySubject } from './say-audit.ts';

const domains = join(import.meta.dirname, '../../../../../server/src/domains');

test('every action that the server writes down has a name for people', () => {
  const written = readdirSync(domains, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .flatMap((file) =>
      [...readFileSync(join(domains, file), 'utf8').matchAll(/action: [^,\n]*?'([a-z_]+\.[a-z_]+)'/g)].map(
        (match) => match[1]!,
      ),
    );
  expect(written.length).toBeGreaterThan(25);
  expect([...new Set(written)].filter((action) => !(action in actionNames))).toEqual([]);
});

test('what changed, and only that', () => {
  const entry = { before: { name: '甲', sort: 1, gone: true }, after: { name: '乙', sort: 1, tags: ['a'] } };
  expect(changesOf(entry)).toEqual([
    { name: '名称', from: '甲', to: '乙' },
    { name: 'gone', from: 'true', to: '' },
    { name: 'tags', from: '', to: '["a"]' },
  ]);
  expect(saySubject(entry)).toBe('「乙」');
  expect(saySubject({ before: null, after: null })).toBeNull();
});
