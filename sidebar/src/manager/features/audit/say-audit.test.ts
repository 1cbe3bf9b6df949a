import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionNames, changesOf, sayAction, saySubject } from './say-audit.ts';

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

const nobody = { actor: null, subject: { kind: 'tag', id: 'et1', name: null } };

test('what changed, and only that', () => {
  const entry = { before: { name: '甲', sort: 1, gone: true }, after: { name: '乙', sort: 1, tags: ['a'] } };
  expect(changesOf(entry)).toEqual([
    { name: '名称', from: '甲', to: '乙' },
    { name: 'gone', from: '是', to: '' },
    { name: '标签', from: '', to: '["a"]' },
  ]);
  expect(saySubject({ ...nobody, ...entry })).toBe('「乙」');
  expect(saySubject({ ...nobody, before: null, after: null })).toBeNull();
});

test('coming, going and being refused are said in words', () => {
  const zhang = { userId: 'zhang', name: '张伟' };
  const own = { kind: 'member', id: 'zhang', name: '张伟' };
  const opened = { actor: zhang, subject: own, before: null, after: { via: 'login', address: '10.0.0.5' } };
  expect([sayAction('session.open'), saySubject(opened)]).toEqual(['登录', null]);
  expect(changesOf(opened)).toEqual([
    { name: '方式', from: '', to: '扫码' },
    { name: '来自', from: '', to: '10.0.0.5' },
  ]);
  const refused = { actor: null, subject: own, before: null, after: { reason: 'not_active' } };
  expect([sayAction('session.refuse'), saySubject(refused)]).toEqual(['拒绝登录', '「张伟」']);
  expect(changesOf(refused)).toEqual([{ name: '原因', from: '', to: '账号已停用或离职' }]);
  expect(saySubject({ ...refused, subject: { kind: 'outsider', id: 'anybody', name: null } })).toBe('非本企业成员');
});

test('whose role was changed, from what to what; and until when something waits', () => {
  const entry = { before: { role: 'rep' }, after: { role: 'manager' } };
  expect(
    saySubject({
      actor: { userId: 'admin', name: '王总' },
      subject: { kind: 'member', id: 'li', name: '李娜' },
      ...entry,
    }),
  ).toBe('「李娜」');
  expect(changesOf(entry)).toEqual([{ name: '角色', from: '员工', to: '主管' }]);
  const [until] = changesOf({ before: null, after: { until: Date.parse('2026-03-08T14:30:00+08:00') } });
  expect(until).toEqual({ name: '推迟到', from: '', to: '2026年3月8日 14:30' });
});
