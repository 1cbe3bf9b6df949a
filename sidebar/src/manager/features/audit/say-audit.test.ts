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
});

test('what was changed, about whom, and where to look at it', () => {
  const channel = { customer: null, subject: { kind: 'channel', id: 'c1' }, before: null };
  expect(saySubject({ ...channel, after: { name: '展会' } })).toEqual({ name: '「展会」', link: '/channels/c1' });
  expect(saySubject({ ...channel, after: null })).toEqual({ name: '查看', link: '/channels/c1' });
  const stage = { ...channel, subject: { kind: 'stage', id: 's1' }, after: { name: '意向' } };
  expect(saySubject(stage)).toEqual({ name: '「意向」', link: null });
  expect(saySubject({ ...stage, after: null })).toBeNull();
  const about = (customer: { name: string | null; remark: string | null }) =>
    saySubject({ ...stage, subject: { kind: 'task', id: 't1' }, customer: { id: 'u1', ...customer } });
  expect(about({ name: '晓雨', remark: '林姐' })).toEqual({ name: '晓雨(林姐)', link: '/customers/u1' });
  expect(about({ name: '晓雨', remark: '晓雨' })).toEqual({ name: '晓雨', link: '/customers/u1' });
  expect(about({ name: '', remark: null })).toEqual({ name: '未命名', link: '/customers/u1' });
  expect(about({ name: null, remark: null })).toEqual({ name: '已删除的客户', link: null });
});
