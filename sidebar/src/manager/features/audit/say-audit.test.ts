import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionNames, sayAction, saySubject } from './say-audit.ts';
import { changesOf } from './say-changes.ts';

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
    { name: 'gone', from: '是', to: '' },
    { name: '标签', from: '', to: '["a"]' },
  ]);
});

test('what was changed, about whom, and where to look at it', () => {
  const channel = { actor: null, customer: null, subject: { kind: 'channel', id: 'c1', name: null }, before: null };
  expect(saySubject({ ...channel, after: { name: '展会' } })).toEqual({ name: '「展会」', link: '/channels/c1' });
  expect(saySubject({ ...channel, after: null })).toEqual({ name: '查看', link: '/channels/c1' });
  const stage = { ...channel, subject: { kind: 'stage', id: 's1', name: null }, after: { name: '意向' } };
  expect(saySubject(stage)).toEqual({ name: '「意向」', link: null });
  expect(saySubject({ ...stage, after: null })).toBeNull();
  const about = (customer: { name: string | null; remark: string | null }) =>
    saySubject({ ...stage, subject: { kind: 'task', id: 't1', name: null }, customer: { id: 'u1', ...customer } });
  expect(about({ name: '晓雨', remark: '林姐' })).toEqual({ name: '晓雨(林姐)', link: '/customers/u1' });
  expect(about({ name: '晓雨', remark: '晓雨' })).toEqual({ name: '晓雨', link: '/customers/u1' });
  expect(about({ name: '', remark: null })).toEqual({ name: '未命名', link: '/customers/u1' });
  expect(about({ name: null, remark: null })).toEqual({ name: '已删除的客户', link: null });
});

test('coming, going and being refused are said in words', () => {
  const zhang = { userId: 'zhang', name: '张伟' };
  const own = { kind: 'member', id: 'zhang', name: '张伟' };
  const opened = {
    actor: zhang,
    customer: null,
    subject: own,
    before: null,
    after: { via: 'login', address: '10.0.0.5' },
  };
  expect([sayAction({ action: 'session.open', after: null }), saySubject(opened)]).toEqual(['登录', null]);
  expect(changesOf(opened)).toEqual([
    { name: '方式', from: '', to: '扫码' },
    { name: '来自', from: '', to: '10.0.0.5' },
  ]);
  const refused = { actor: null, customer: null, subject: own, before: null, after: { reason: 'not_active' } };
  expect([sayAction({ action: 'session.refuse', after: null }), saySubject(refused)?.name]).toEqual([
    '拒绝登录',
    '「张伟」',
  ]);
  expect(changesOf(refused)).toEqual([{ name: '原因', from: '', to: '账号已停用或离职' }]);
  const outsider = { ...refused, subject: { kind: 'outsider', id: 'anybody', name: null } };
  expect(saySubject(outsider)?.name).toBe('非本企业成员');
});

test('whose role was changed, from what to what; and until when something waits', () => {
  const entry = { before: { role: 'rep' }, after: { role: 'manager' } };
  const admin = { userId: 'admin', name: '王总' };
  const li = { kind: 'member', id: 'li', name: '李娜' };
  expect(saySubject({ actor: admin, customer: null, subject: li, ...entry })?.name).toBe('「李娜」');
  expect(changesOf(entry)).toEqual([{ name: '角色', from: '员工', to: '主管' }]);
  const [until] = changesOf({ before: null, after: { until: Date.parse('2026-03-08T14:30:00+08:00') } });
  expect(until).toEqual({ name: '推迟到', from: '', to: '2026年3月8日 14:30' });
});

test('what a sensitive action counts is said in words, with its hours', () => {
  const hours = { weekdays: [1, 2], from: '09:00', to: '18:00' };
  const before = { isOn: false, level: 'low', amount: 30, departmentIds: [], hours };
  const after = { ...before, isOn: true, level: 'high', hours: { ...hours, to: '20:00' } };
  expect(changesOf({ before, after })).toEqual([
    { name: '启用', from: '否', to: '是' },
    { name: '风险等级', from: '低', to: '高' },
    { name: '工作时间', from: '周一、周二 09:00–18:00', to: '周一、周二 09:00–20:00' },
  ]);
});

test('a customer’s field is told by its name, and a field’s settings without the ids of the program', () => {
  const of = (isEmptied: boolean) => ({ fieldId: '01F', name: '预算', isEmptied });
  expect(sayAction({ action: 'customer.field', after: of(false) })).toBe('填写客户资料');
  expect(sayAction({ action: 'customer.field', after: of(true) })).toBe('清空客户资料');
  expect(changesOf({ before: null, after: of(false) })).toEqual([{ name: '字段', from: '', to: '预算' }]);
  expect(changesOf({ before: null, after: of(true) })).toEqual([{ name: '字段', from: '', to: '预算' }]);
  const before = { name: '风格', kind: 'single_choice', unit: null, options: ['现代', '中式'], departmentIds: [] };
  expect(changesOf({ before, after: { ...before, options: ['现代'] } })).toEqual([
    { name: '选项', from: '现代、中式', to: '现代' },
  ]);
  expect(changesOf({ before: null, after: { kind: 'number', unit: '万' } })).toEqual([
    { name: '种类', from: '', to: '数字' },
    { name: '单位', from: '', to: '万' },
  ]);
  expect(changesOf({ before: { fieldIds: ['a', 'b'] }, after: { fieldIds: ['b', 'a'] } })).toEqual([]);
});

test('departments are counted, and none at all is nothing to tell', () => {
  const after = (departmentIds: number[]) => changesOf({ before: null, after: { departmentIds } });
  expect(after([])).toEqual([]);
  expect(after([1, 2])).toEqual([{ name: '部门', from: '', to: '2 个部门' }]);
  const both = (from: number[], to: number[]) =>
    changesOf({ before: { departmentIds: from }, after: { departmentIds: to } });
  expect(both([1], [2])).toEqual([{ name: '部门', from: '1 个部门', to: '1 个部门(有调整)' }]);
  expect(both([1], [1])).toEqual([]);
});

test('a name that the sentence says already is no change, unless it was another one before', () => {
  const before = { name: '小区' };
  expect(changesOf({ before, after: null }, '「小区」')).toEqual([]);
  expect(changesOf({ before, after: null }, '张伟')).toEqual([{ name: '名称', from: '小区', to: '' }]);
  expect(changesOf({ before, after: { name: '楼盘' } }, '「楼盘」')).toEqual([
    { name: '名称', from: '小区', to: '楼盘' },
  ]);
});
