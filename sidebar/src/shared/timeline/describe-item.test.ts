import type { TimelineItem } from '@zhike/shared/contracts/customer';
import { expect, test } from 'vitest';
import { describeItem } from './describe-item.ts';

const now = Date.parse('2026-03-10T06:30:00Z');
const hour = 3_600_000;
const zhang = { userId: 'zhang', name: '张伟', avatar: null };
const channel = { id: 'ch1', name: '春季展会' };
let count = 0;
const item = (type: string, data: TimelineItem['data'] = {}, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id: String(++count),
  type,
  at: now,
  actor: null,
  data,
  ...more,
});
const said = (...of: Parameters<typeof item>) => {
  const { sentence, note } = describeItem(item(...of), now);
  return note ? `${sentence} | ${note}` : sentence;
};

test('events are told in the words of people', () => {
  expect(said('external_contact.added', { member: zhang, channel })).toBe('扫「春季展会」添加了张伟');
  expect(said('external_contact.added', { member: zhang, channel: null, addWay: 3 })).toBe(
    '和张伟成为好友 | 来自名片分享',
  );
  expect(said('customer.tagged', { tags: [{ name: '高意向' }, { name: '上海' }], origin: 'scan', channel })).toBe(
    '打上「高意向」「上海」 | 扫「春季展会」自动打上',
  );
  expect(said('customer.stage_changed', { from: { name: '新客户' }, to: { name: '意向' } }, { actor: zhang })).toBe(
    '阶段 新客户 → 意向 | 张伟',
  );
  expect(said('customer.owner_changed', { from: null, to: zhang, reason: { sentence: '客户扫码添加了张伟' } })).toBe(
    '由张伟负责 | 客户扫码添加了张伟',
  );
  expect(said('follow_up.logged', { text: '想看样板间', nextAt: now + 24 * hour }, { actor: zhang })).toBe(
    '张伟跟进,下次 明天 14:30 | 想看样板间',
  );
  const material = { id: 'm1', name: '产品手册', kind: 'brochure' };
  expect(said('content.sent', { material, way: 'link' }, { actor: zhang })).toBe(
    '张伟发送了「产品手册」 | 带追踪的链接,打开后会在这里看到',
  );
  expect(said('content.sent', { material: null, isScript: true, way: 'text' }, { actor: zhang })).toBe(
    '张伟发送了话术',
  );
  const script = { id: 's1', name: '报价说明' };
  expect(said('content.sent', { script, isScript: true, way: 'text' }, { actor: zhang })).toBe(
    '张伟发送了话术「报价说明」',
  );
  expect(said('welcome.missed', { reason: 'expired' })).toBe('欢迎语没有发出 | 超过了 20 秒的发送时限');
});

test('what a field held before and holds now, and who or which rule has changed it', () => {
  const field = { id: 'f1', name: '预算' };
  const changed = 'customer.field_changed';
  expect(said(changed, { field, from: null, to: '30 万', rule: null }, { actor: zhang })).toBe(
    '填写「预算」:30 万 | 张伟',
  );
  expect(said(changed, { field, from: '20 万', to: '30 万', rule: null }, { actor: zhang })).toBe(
    '「预算」改为「30 万」 | 张伟 · 原来是「20 万」',
  );
  expect(said(changed, { field, from: '30 万', to: null, rule: { ruleId: 'r1', name: '问价' } })).toBe(
    '清空「预算」 | 由规则「问价」 · 原来是「30 万」',
  );
  expect(said(changed, { field: null, from: null, to: '30 万', rule: null })).toBe('填写一项资料:30 万 | 系统');
});

test('of a long text the line tells how it begins', () => {
  const to = `喜欢安静,\n不要临街。${'很长'.repeat(240)}`;
  const sentence = said('customer.field_changed', { field: { id: 'f2', name: '要求' }, from: null, to });
  expect(sentence).toMatch(/^填写「要求」:喜欢安静, 不要临街。很长.*…/);
  expect(sentence.length).toBeLessThan(60);
});

test('what she has seen of a material, how long and the how-manieth time', () => {
  const material = { id: 'm1', name: '产品手册', kind: 'brochure' };
  const opened = 'touch.opened';
  expect(said(opened, { material, member: zhang, page: 5, pages: 12, seconds: 130, nth: 2 })).toBe(
    '看了《产品手册》第 5 页,2 分 10 秒,第 2 次 | 张伟分享',
  );
  expect(
    said(opened, { material, member: zhang, page: null, percent: 40, seconds: 60, nth: 1, isPassedOn: true }),
  ).toBe('看了《产品手册》,看到 40%,1 分钟 | 张伟分享 · 别人转给客户的');
  expect(said(opened, { material: null, seconds: 0 })).toBe('看了一份素材');
});

test('an event without its facts is still told', () => {
  expect(said('task.done')).toBe('完成待办 | 系统');
  expect(said('customer.tagged')).toBe('打上标签');
  expect(said('customer.field_changed')).toBe('修改一项资料 | 系统');
  expect(said('poster.opened')).toBe('有一条新动态');
});
