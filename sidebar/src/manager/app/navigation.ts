import type { MeView } from '@zhike/shared/contracts/session';
import type { IconName } from '../components/icon.tsx';

interface NavigationItem {
  path: string;
  label: string;
  icon: IconName;
  visible(me: MeView): boolean;
}

export interface NavigationGroup {
  label: string | null;
  items: NavigationItem[];
}

const everybody = () => true;

/** What people do, in the order of a day's work; the routes ask the same questions. */
const navigation: NavigationGroup[] = [
  {
    label: null,
    items: [
      { path: '/', label: '工作台', icon: 'home', visible: everybody },
      { path: '/tasks', label: '待办', icon: 'clock', visible: everybody },
    ],
  },
  {
    label: '获客',
    items: [{ path: '/channels', label: '渠道活码', icon: 'code', visible: (me) => me.can.manageChannels }],
  },
  {
    label: '客户',
    items: [
      { path: '/customers', label: '客户', icon: 'people', visible: everybody },
      { path: '/segments', label: '人群', icon: 'filter', visible: everybody },
      { path: '/tags', label: '标签', icon: 'tag', visible: (me) => me.can.manageTags },
      { path: '/stages', label: '客户阶段', icon: 'steps', visible: (me) => me.role === 'admin' },
      { path: '/fields', label: '客户字段', icon: 'fields', visible: (me) => me.role !== 'rep' },
    ],
  },
  {
    label: '客户群',
    items: [
      { path: '/groups', label: '客户群', icon: 'groups', visible: everybody },
      { path: '/group-rules', label: '进群规则', icon: 'join', visible: (me) => me.role !== 'rep' },
      { path: '/group-welcomes', label: '入群欢迎语', icon: 'chat', visible: (me) => me.role !== 'rep' },
      { path: '/group-tags', label: '群标签', icon: 'tag', visible: (me) => me.role !== 'rep' },
    ],
  },
  {
    label: '沟通',
    items: [
      { path: '/mass-messages', label: '群发', icon: 'up', visible: (me) => me.role !== 'rep' },
      { path: '/moments', label: '朋友圈', icon: 'image', visible: (me) => me.role !== 'rep' },
      { path: '/chats', label: '会话存档', icon: 'chat', visible: everybody },
      { path: '/materials', label: '素材库', icon: 'image', visible: everybody },
      { path: '/scripts', label: '话术', icon: 'chat', visible: (me) => me.role !== 'rep' },
      { path: '/sops', label: 'SOP', icon: 'steps', visible: everybody },
      { path: '/care', label: '客情', icon: 'cake', visible: (me) => me.role !== 'rep' },
      { path: '/chat-exports', label: '导出申请', icon: 'download', visible: (me) => me.role !== 'rep' },
      { path: '/quality', label: '会话质检', icon: 'search', visible: (me) => me.role !== 'rep' },
      { path: '/automation', label: '自动化规则', icon: 'play', visible: (me) => me.role !== 'rep' },
    ],
  },
  {
    label: '运行',
    items: [
      { path: '/failures', label: '异常', icon: 'alert', visible: (me) => me.can.seeOperation },
      { path: '/sync', label: '同步', icon: 'sync', visible: (me) => me.role !== 'rep' },
      { path: '/doctor', label: '自检', icon: 'check', visible: (me) => me.role === 'admin' },
    ],
  },
  {
    label: '设置',
    items: [
      { path: '/members', label: '成员与角色', icon: 'badge', visible: (me) => me.role !== 'rep' },
      { path: '/task-settings', label: '工作时间与提醒', icon: 'clock', visible: (me) => me.role !== 'rep' },
      { path: '/mini-program', label: '小程序', icon: 'app', visible: (me) => me.can.manageChannels },
      { path: '/audit', label: '操作记录', icon: 'list', visible: (me) => me.can.seeAudit },
    ],
  },
];

export function visibleNavigation(me: MeView): NavigationGroup[] {
  return navigation
    .map((group) => ({ ...group, items: group.items.filter((item) => item.visible(me)) }))
    .filter((group) => group.items.length > 0);
}

/** Whether the page at `path` (or below it) may be shown; pages without an entry are everybody's. */
export function mayOpen(me: MeView, path: string): boolean {
  const item = navigation
    .flatMap((group) => group.items)
    .find((one) => (one.path === '/' ? path === '/' : path === one.path || path.startsWith(`${one.path}/`)));
  return item?.visible(me) ?? true;
}
