import type { ChatContent } from '@zhike/shared/chat-content';
import type { ChatConversationView, ChatMessageView } from '@zhike/shared/contracts/chat';

/** For tests: a chat in which every kind of message is said once. */

const AT = Date.parse('2026-03-10T10:00:00+08:00');
const mediaId = 'm'.repeat(43);
const media = (name: string, size: number | null = null) => ({ mediaId, name, size });

export const everyContent: { [Kind in ChatContent['kind']]: Extract<ChatContent, { kind: Kind }> } = {
  text: { kind: 'text', text: '你好,想问一下春季报价' },
  markdown: { kind: 'markdown', text: '**本周安排**\n周三回访' },
  image: { kind: 'image', media: media('') },
  voice: { kind: 'voice', media: media(''), seconds: 65 },
  video: { kind: 'video', media: media(''), seconds: 8 },
  emotion: { kind: 'emotion', media: media(''), width: 96, height: 96 },
  file: { kind: 'file', media: media('报价单.pdf', 25_088) },
  revoke: { kind: 'revoke', msgId: 'x' },
  consent: { kind: 'consent', agreed: true, externalUserId: 'wm', at: AT },
  card: { kind: 'card', corpName: '明远装饰', userId: 'wangfang' },
  location: {
    kind: 'location',
    longitude: 121.5,
    latitude: 31.2,
    title: '陆家嘴店',
    address: '上海市浦东新区世纪大道 1 号',
  },
  link: { kind: 'link', title: '春季展会', description: '三月开展', url: 'https://example.com/', pictureUrl: '' },
  weapp: { kind: 'weapp', title: '在线选房', description: '看样板间', name: '明远选房', pagePath: 'pages/room?id=3' },
  records: {
    kind: 'records',
    title: '李娜和林晓雨的聊天记录',
    items: [
      { at: AT, content: { kind: 'text', text: '尺寸是多少' } },
      { at: AT, content: { kind: 'image', media: media('') } },
    ],
  },
  todo: { kind: 'todo', title: '回访', text: '周三之前回电' },
  vote: { kind: 'vote', title: '哪天量房', options: ['周六', '周日'], isStart: true },
  collect: {
    kind: 'collect',
    title: '装修需求',
    creator: '李娜',
    questions: ['面积', '预算'],
    createdAt: '2026-03-01 09:00:00',
  },
  red_packet: {
    kind: 'red_packet',
    luck: 'lucky',
    wish: '恭喜发财',
    count: 3,
    totalFen: 123_450,
    isExternal: true,
  },
  meeting: {
    kind: 'meeting',
    topic: '方案沟通',
    startAt: AT,
    endAt: AT + 3_600_000,
    place: '三号会议室',
    remarks: '带图纸',
    meetingId: '9876543210987654321',
  },
  meeting_news: { kind: 'meeting_news', what: 'ended', text: '方案沟通会议已结束' },
  switch: { kind: 'switch', userId: 'lina' },
  document: { kind: 'document', title: '选材清单', url: 'https://doc.example.com/1', creator: '李娜' },
  news: {
    kind: 'news',
    items: [{ title: '新品上市', description: '三款地板', url: 'https://example.com/n', pictureUrl: '' }],
  },
  calendar: {
    kind: 'calendar',
    title: '量房',
    creator: '李娜',
    attendees: ['林晓雨', '张伟'],
    startAt: AT,
    endAt: null,
    place: '客户家',
    remarks: '带卷尺',
  },
  mixed: {
    kind: 'mixed',
    items: [
      { kind: 'text', text: '就是这种纹路' },
      { kind: 'image', media: media('') },
    ],
  },
  note: { kind: 'note', items: [{ kind: 'text', text: '客厅要留插座' }] },
  meeting_recording: {
    kind: 'meeting_recording',
    media: media('录音.mp3'),
    endAt: AT,
    files: ['会议纪要.docx'],
    demos: [{ userId: 'lina', startAt: AT, endAt: null }],
    screens: [{ userId: 'zhangwei', startAt: AT, endAt: AT + 60_000 }],
  },
  shared_file: { kind: 'shared_file', media: media('平面图.dwg', 3_145_728) },
  call: { kind: 'call', isVideo: true, isMulti: false, seconds: 125 },
  channels_post: { kind: 'channels_post', what: 'video', author: '明远装饰', text: '老房改造第三期' },
  disk_file: { kind: 'disk_file', name: '施工标准.docx', url: 'https://drive.example.com/1' },
  solitaire: { kind: 'solitaire', isStart: true, text: '周末看样板间\n1. 林晓雨' },
  unknown: { kind: 'unknown', msgType: 'hologram', text: '全息名片', files: [media('客厅.holo')] },
};

export const exampleChat: ChatConversationView = {
  id: '01CHAT',
  kind: 'single',
  title: '林晓雨',
  member: { userId: 'lina', name: '李娜' },
  customer: { id: '01CUSTOMER', name: '林晓雨', avatar: null },
  group: null,
  consent: 'agreed',
  consentAt: AT,
  isShown: true,
  lastMessageAt: AT,
  lastPosition: 100,
  lastSummary: '好的',
};

const MINUTE_MS = 60_000;

/** By the customer where `position` is odd, by the rep otherwise; one a minute. */
export function exampleMessage(
  position: number,
  content: ChatContent = { kind: 'text', text: `第 ${position} 句` },
  more: Partial<ChatMessageView> = {},
): ChatMessageView {
  return {
    position,
    sender:
      position % 2 === 1
        ? { kind: 'customer', id: 'wm1', name: '林晓雨', avatar: null, customerId: '01CUSTOMER' }
        : { kind: 'member', id: 'lina', name: '李娜', avatar: null, customerId: null },
    sentAt: AT + position * MINUTE_MS,
    type: content.kind,
    content,
    revokedAt: null,
    marks: [],
    files: [{ mediaId, status: 'stored', size: 25_088 }],
    ...more,
  };
}
