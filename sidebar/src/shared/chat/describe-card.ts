import type { ChatContent } from '@zhike/shared/chat-content';
import { openable, sayLength, sayMoney, sayTimeSpan } from './say-chat.ts';

export interface CardRow {
  text: string;
  role: 'title' | 'line' | 'fine';
  /** Part of `textOf(content)`, and in its order: marks fall on it. */
  isSaid?: true;
}

export interface ChatCard {
  label: string;
  rows: CardRow[];
  url: string | null;
  tone?: 'red_packet';
}

type CardKind =
  | 'card'
  | 'location'
  | 'link'
  | 'weapp'
  | 'todo'
  | 'vote'
  | 'collect'
  | 'red_packet'
  | 'meeting'
  | 'document'
  | 'calendar'
  | 'call'
  | 'channels_post'
  | 'disk_file'
  | 'solitaire'
  | 'unknown';
export type CardContent = Extract<ChatContent, { kind: CardKind }>;

const title = (text: string): CardRow => ({ text, role: 'title', isSaid: true });
const line = (text: string): CardRow => ({ text, role: 'line', isSaid: true });
const fine = (text: string): CardRow => ({ text, role: 'fine' });

/** Everything that is shown as a small sheet with a name on it: what stands on the sheet. */
export function describeCard(content: CardContent): ChatCard {
  const { label, rows, url = '', tone } = facts(content);
  return { label, rows: rows.filter(({ text }) => text !== ''), url: openable(url), tone };
}

function facts(content: CardContent): { label: string; rows: CardRow[]; url?: string; tone?: 'red_packet' } {
  switch (content.kind) {
    case 'card':
      return { label: '名片', rows: [title(content.corpName), fine(content.userId)] };
    case 'location':
      return { label: '位置', rows: [title(content.title), line(content.address), fine(whereOf(content))] };
    case 'link':
      return { label: '链接', rows: [title(content.title), line(content.description)], url: content.url };
    case 'weapp':
      return {
        label: '小程序',
        rows: [
          title(content.title),
          line(content.description),
          fine(content.name),
          fine(by('页面', content.pagePath ?? '')),
        ],
      };
    case 'todo':
      return { label: '待办', rows: [title(content.title), line(content.text)] };
    case 'vote':
      return {
        label: content.isStart ? '发起投票' : '参与投票',
        rows: [title(content.title), ...content.options.map(line)],
      };
    case 'collect':
      return {
        label: '收集表',
        rows: [
          title(content.title),
          ...content.questions.map(line),
          fine(by('创建人', content.creator)),
          fine(by('创建时间', content.createdAt ?? '')),
        ],
      };
    case 'red_packet':
      return {
        label: '红包',
        rows: [title(content.wish), { text: packetOf(content), role: 'line' }],
        tone: 'red_packet',
      };
    case 'meeting':
      return {
        label: '会议',
        rows: [
          title(content.topic),
          line(content.place),
          line(content.remarks),
          fine(sayTimeSpan(content)),
          fine(by('会议号', content.meetingId ?? '')),
        ],
      };
    case 'document':
      return {
        label: '在线文档',
        rows: [title(content.title), fine(by('创建人', content.creator))],
        url: content.url,
      };
    case 'calendar':
      return {
        label: '日程',
        rows: [
          title(content.title),
          line(content.place),
          line(content.remarks),
          fine(sayTimeSpan(content)),
          fine(by('创建人', content.creator)),
          fine(by('参与人', content.attendees.join('、'))),
        ],
      };
    case 'call':
      return { label: callName(content), rows: [fine(by('时长', sayLength(content.seconds)))] };
    case 'channels_post':
      return { label: postNames[content.what], rows: [title(content.author), line(content.text)] };
    case 'disk_file':
      return { label: '微盘文件', rows: [title(content.name)], url: content.url };
    case 'solitaire':
      return { label: content.isStart ? '发起接龙' : '接龙', rows: [line(content.text)] };
    case 'unknown':
      return { label: '暂不支持的消息', rows: [line(content.text), fine(by('类型', content.msgType))] };
  }
}

const by = (what: string, who: string) => (who === '' ? '' : `${what} ${who}`);

function whereOf({ latitude, longitude }: Extract<ChatContent, { kind: 'location' }>): string {
  return latitude === null || longitude === null ? '' : `纬度 ${latitude},经度 ${longitude}`;
}

const luckNames = { normal: '普通红包', lucky: '拼手气红包', incentive: '激励红包', other: '红包' };

function packetOf({ luck, count, totalFen, isExternal }: Extract<ChatContent, { kind: 'red_packet' }>): string {
  const parts = [
    totalFen === null ? '金额未知' : sayMoney(totalFen),
    luckNames[luck],
    count === null ? '' : `共 ${count} 个`,
    isExternal ? '外部红包' : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

const callName = ({ isVideo, isMulti }: Extract<ChatContent, { kind: 'call' }>) =>
  `${isMulti ? '多人' : ''}${isVideo ? '视频' : '语音'}通话`;
const postNames = { picture: '视频号图文', video: '视频号视频', live: '视频号直播', other: '视频号' };
