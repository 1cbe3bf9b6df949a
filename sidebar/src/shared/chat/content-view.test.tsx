import { type ChatContent, textOf } from '@zhike/shared/chat-content';
import type { ChatMark, ChatMessageView } from '@zhike/shared/contracts/chat';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { everyContent, exampleMessage } from './example-chat.ts';
import { MessageView } from './message-view.tsx';

afterEach(cleanup);

function show(message: ChatMessageView, lookAgain = () => undefined) {
  const { container } = render(
    <ol>
      <MessageView message={message} before={undefined} kind="single" isTarget={false} lookAgain={lookAgain} />
    </ol>,
  );
  return container;
}

/** What a reader finds of each kind, beside what `textOf` says. */
const readable: Record<ChatContent['kind'], string[]> = {
  text: [],
  markdown: [],
  image: [],
  voice: ['1′05″'],
  video: ['8″'],
  emotion: [],
  file: ['24.5 KB', '下载'],
  revoke: ['撤回了一条消息'],
  consent: ['同意了存档会话内容'],
  card: ['名片'],
  location: ['位置', '纬度 31.2'],
  link: ['链接', '打开'],
  weapp: ['小程序', '明远选房', '页面 pages/room?id=3'],
  records: ['聊天记录', '2 条'],
  todo: ['待办'],
  vote: ['发起投票'],
  collect: ['收集表', '创建人 李娜', '创建时间 2026-03-01 09:00:00'],
  red_packet: ['红包', '¥1,234.50', '拼手气红包', '共 3 个'],
  meeting: ['会议', '2026年3月10日 10:00 至 2026年3月10日 11:00', '会议号 9876543210987654321'],
  meeting_news: [],
  switch: ['切换了企业'],
  document: ['在线文档', '打开'],
  news: ['图文', '打开'],
  calendar: ['日程', '2026年3月10日 10:00 开始', '参与人 林晓雨、张伟'],
  mixed: [],
  note: ['笔记'],
  meeting_recording: ['会议录音', '下载', 'lina 演示 2026年3月10日 10:00 开始', 'zhangwei 共享屏幕'],
  shared_file: ['共享文档', '3 MB'],
  call: ['视频通话', '2′05″'],
  channels_post: ['视频号视频'],
  disk_file: ['微盘文件', '打开'],
  solitaire: ['发起接龙'],
  unknown: ['暂不支持的消息', '类型 hologram', '下载 客厅.holo'],
};

test.each(Object.values(everyContent).map((content) => [content.kind, content] as const))(
  'a message of the kind %s can be read',
  (kind, content) => {
    const shown = show(exampleMessage(1, content)).textContent;
    for (const text of [...textOf(content).split('\n'), ...readable[kind]]) expect(shown).toContain(text);
  },
);

test('pictures, voice and video are there to look at and to play', () => {
  const address = `/api/chat-media/${'m'.repeat(43)}`;
  show(exampleMessage(1, everyContent.image));
  expect(screen.getByAltText('图片').getAttribute('src')).toBe(address);
  fireEvent.click(screen.getByRole('button', { name: '查看图片' }));
  expect(screen.getByRole('dialog', { name: '图片' }).querySelector('img')?.getAttribute('src')).toBe(address);
  fireEvent.click(screen.getByRole('button', { name: '关闭' }));
  expect(screen.queryByRole('dialog', { name: '图片' })).toBeNull();

  show(exampleMessage(1, everyContent.voice));
  expect(screen.getByLabelText('语音').getAttribute('src')).toBe(address);
  show(exampleMessage(1, everyContent.video));
  expect(screen.getByLabelText('视频').getAttribute('src')).toBe(address);
});

test('a voice that the browser cannot play is offered to take along', () => {
  show(exampleMessage(1, everyContent.voice));
  fireEvent.error(screen.getByLabelText('语音'));
  expect(screen.getByRole('link', { name: '下载 语音' }).getAttribute('href')).toContain('/api/chat-media/');
});

test('a file on its way says so and is looked for again; one that never comes says why', () => {
  const lookAgain = vi.fn();
  const { image } = everyContent;
  const files = (status: 'waiting' | 'gave_up') => [{ mediaId: image.media.mediaId!, status, size: null }];
  const waiting = show(exampleMessage(1, image, { files: files('waiting') }), lookAgain);
  expect(waiting.textContent).toContain('正在下载…');
  fireEvent.click(screen.getByRole('button', { name: '刷新' }));
  expect(lookAgain).toHaveBeenCalledOnce();
  const gone = show(exampleMessage(1, image, { files: files('gave_up') }));
  expect(gone.textContent).toContain('文件已过期,企业微信不再提供');
});

test('a message taken back is still there, and it says that and when it was taken back', () => {
  const sentAt = exampleMessage(2).sentAt;
  const shown = show(exampleMessage(2, everyContent.text, { revokedAt: sentAt }));
  expect(shown.textContent).toContain('你好,想问一下春季报价');
  expect(shown.textContent).toMatch(/已撤回 · /);
  expect(shown.querySelector('.chat-revoked')?.getAttribute('title')).toBe('2026年3月10日 10:02');
});

test('what a rule looked for is marked and says which rule it was, inside a forwarded message too', () => {
  const { records } = everyContent;
  const start = textOf(records).indexOf('尺寸');
  const marks: ChatMark[] = [{ start, end: start + 2, kind: 'rule', label: '问尺寸' }];
  const mark = show(exampleMessage(1, records, { marks })).querySelector('mark');
  expect(mark?.textContent).toBe('尺寸');
  expect(mark?.title).toBe('命中规则「问尺寸」');
});

test('an address that would run as a script is not opened', () => {
  show(exampleMessage(1, { ...everyContent.link, url: 'javascript:alert(1)' }));
  expect(screen.queryByRole('link')).toBeNull();
});
