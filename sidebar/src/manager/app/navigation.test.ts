import type { MeView } from '@zhike/shared/contracts/session';
import { expect, test } from 'vitest';
import { mayOpen, visibleNavigation } from './navigation.ts';

const rep: MeView = {
  userId: 'a',
  name: '阿',
  avatar: null,
  position: null,
  departments: [],
  role: 'rep',
  scope: { kind: 'self', userId: 'a' },
  csrfToken: '',
  now: 0,
  timeZone: 'Asia/Shanghai',
  demo: false,
  can: {
    manageChannels: false,
    manageTags: false,
    manageRoles: false,
    seeAudit: false,
    seeOperation: false,
    runSync: false,
  },
};
const admin: MeView = {
  ...rep,
  role: 'admin',
  can: { manageChannels: true, manageTags: true, manageRoles: true, seeAudit: true, seeOperation: true, runSync: true },
};
const labels = (me: MeView) => visibleNavigation(me).flatMap((group) => group.items.map((item) => item.label));

test('a rep sees own work only', () => {
  expect(labels(rep)).toEqual(['工作台', '待办', '客户', '人群', '客户群', '会话存档', '素材库', 'SOP']);
  expect(mayOpen(rep, '/group-tags')).toBe(false);
  expect(mayOpen(rep, '/stages')).toBe(false);
  expect(mayOpen(rep, '/fields')).toBe(false);
  expect(mayOpen(rep, '/groups/wrA')).toBe(true);
  expect(mayOpen(rep, '/chats')).toBe(true);
  expect(mayOpen(rep, '/materials/01A')).toBe(true);
  expect(mayOpen(rep, '/chat-exports')).toBe(false);
  expect(mayOpen(rep, '/sops/coming')).toBe(true);
  expect(mayOpen(rep, '/care/new')).toBe(false);
  expect(mayOpen(rep, '/channels/new')).toBe(false);
  expect(mayOpen(rep, '/customers/01A')).toBe(true);
});

test('an admin sees everything', () => {
  expect(labels(admin)).toEqual([
    '工作台',
    '待办',
    '渠道活码',
    '客户',
    '人群',
    '标签',
    '客户阶段',
    '客户字段',
    '客户群',
    '进群规则',
    '入群欢迎语',
    '群标签',
    '群发',
    '朋友圈',
    '会话存档',
    '素材库',
    '话术',
    'SOP',
    '客情',
    '导出申请',
    '会话质检',
    '自动化规则',
    '异常',
    '同步',
    '自检',
    '成员与角色',
    '工作时间与提醒',
    '小程序',
    '操作记录',
  ]);
});
