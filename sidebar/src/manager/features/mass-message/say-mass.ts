import type {
  MassCounts,
  MassOutcome,
  MassOverQuota,
  MassQuota,
  MassRepProgress,
  MassStatus,
} from '@zhike/shared/contracts/mass-message';
import type { PillTone } from '../../components/pill.tsx';

export const statuses: Record<MassStatus, { word: string; tone: PillTone }> = {
  draft: { word: '草稿', tone: 'plain' },
  scheduled: { word: '已定时', tone: 'brand' },
  collecting: { word: '正在列客户', tone: 'brand' },
  sending: { word: '正在派任务', tone: 'brand' },
  running: { word: '等员工确认', tone: 'warning' },
  ended: { word: '已结束', tone: 'good' },
  cancelled: { word: '已取消', tone: 'plain' },
};

export const repStatuses: Record<MassRepProgress['status'], { word: string; tone: PillTone }> = {
  making: { word: '正在派任务', tone: 'brand' },
  waiting: { word: '等确认', tone: 'warning' },
  confirmed: { word: '已确认', tone: 'good' },
  cancelled: { word: '已取消', tone: 'plain' },
  failed: { word: '没派成', tone: 'bad' },
};

export const outcomes: readonly { outcome: MassOutcome; word: string; count(counts: MassCounts): number }[] = [
  { outcome: 'sent', word: '已收到', count: (counts) => counts.sent },
  { outcome: 'waiting', word: '还没发', count: (counts) => counts.waiting },
  { outcome: 'skipped', word: '已达上限,没有发', count: (counts) => counts.skipped },
  { outcome: 'over_quota', word: '企业微信说已达上限', count: (counts) => counts.overQuota },
  { outcome: 'not_friend', word: '已不是好友', count: (counts) => counts.notFriend },
  { outcome: 'unreachable', word: '没有员工可发', count: (counts) => counts.unreachable },
  { outcome: 'refused', word: '企业微信未接受', count: (counts) => counts.refused },
  { outcome: 'unknown', word: '结果未知', count: (counts) => counts.unknown },
  { outcome: 'cancelled', word: '已取消', count: (counts) => counts.cancelled },
];

export const quotas: readonly { value: MassQuota; label: string; period: string }[] = [
  { value: 'month', label: '每月不超过当月天数', period: '本月' },
  { value: 'week', label: '每周 7 条', period: '本周' },
  { value: 'day', label: '每天 1 条', period: '今天' },
];

export const overQuotaWays: readonly { value: MassOverQuota; label: string }[] = [
  { value: 'skip', label: '跳过' },
  { value: 'send', label: '照发' },
];

export const periodOf = (rule: MassQuota): string => quotas.find(({ value }) => value === rule)!.period;
