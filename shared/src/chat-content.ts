/**
 * What was said in an archived chat, by kind (WeCom doc 91774). Plain types: pages and server read the same. What may be absent is not
 * known of messages that an earlier version read. Times are epoch ms, money
 * is fen, durations are seconds. Media are named by our own id; their bytes come from `/api/chat-media/:mediaId`.
 */
export type ChatContent =
  | { kind: 'text'; text: string }
  | { kind: 'markdown'; text: string }
  | { kind: 'image'; media: ChatMediaRef }
  | { kind: 'voice'; media: ChatMediaRef; seconds: number | null }
  | { kind: 'video'; media: ChatMediaRef; seconds: number | null }
  | { kind: 'emotion'; media: ChatMediaRef; width: number | null; height: number | null }
  | { kind: 'file'; media: ChatMediaRef }
  | { kind: 'revoke'; msgId: string }
  | { kind: 'consent'; agreed: boolean; externalUserId: string; at: number | null }
  | { kind: 'card'; corpName: string; userId: string }
  | { kind: 'location'; longitude: number | null; latitude: number | null; title: string; address: string }
  | { kind: 'link'; title: string; description: string; url: string; pictureUrl: string }
  | {
      kind: 'weapp';
      title: string;
      description: string;
      name: string;
      appId?: string;
      username?: string;
      pagePath?: string;
    }
  | { kind: 'records'; title: string; items: { at: number | null; content: ChatContent }[] }
  | { kind: 'todo'; title: string; text: string }
  | { kind: 'vote'; title: string; options: string[]; isStart: boolean; voteId?: string }
  /** `createdAt` as WeCom writes it: Beijing's clock. */
  | { kind: 'collect'; title: string; creator: string; questions: string[]; createdAt?: string }
  | {
      kind: 'red_packet';
      luck: 'normal' | 'lucky' | 'incentive' | 'other';
      wish: string;
      count: number | null;
      totalFen: number | null;
      isExternal: boolean;
    }
  | {
      kind: 'meeting';
      topic: string;
      startAt: number | null;
      endAt: number | null;
      place: string;
      remarks: string;
      meetingId?: string;
    }
  | { kind: 'meeting_news'; what: 'joined' | 'ended' | 'other'; text: string; meetingId?: string }
  | { kind: 'switch'; userId: string }
  | { kind: 'document'; title: string; url: string; creator: string }
  | { kind: 'news'; items: { title: string; description: string; url: string; pictureUrl: string }[] }
  | {
      kind: 'calendar';
      title: string;
      creator: string;
      attendees: string[];
      startAt: number | null;
      endAt: number | null;
      place: string;
      remarks: string;
    }
  | { kind: 'mixed'; items: ChatContent[] }
  | { kind: 'note'; items: ChatContent[] }
  | {
      kind: 'meeting_recording';
      media: ChatMediaRef | null;
      endAt: number | null;
      files: string[];
      voiceId?: string;
      /** Who presented each of `files`, and when. */
      demos?: Presented[];
      screens?: Presented[];
    }
  | { kind: 'shared_file'; media: ChatMediaRef; voipId?: string }
  | { kind: 'call'; isVideo: boolean; isMulti: boolean; seconds: number | null }
  | { kind: 'channels_post'; what: 'picture' | 'video' | 'live' | 'other'; author: string; text: string }
  | { kind: 'disk_file'; name: string; url: string }
  | { kind: 'solitaire'; isStart: boolean; text: string }
  /** A type this version has never heard of; what of it could be read. `body` is all of it as it came and never leaves the server. */
  | { kind: 'unknown'; msgType: string; text: string; files?: ChatMediaRef[]; body?: unknown };

/** Somebody showed something in a meeting. */
export interface Presented {
  userId: string;
  startAt: number | null;
  endAt: number | null;
}

export interface ChatMediaRef {
  /** null: the message named no file. */
  mediaId: string | null;
  name: string;
  /** Bytes, as WeCom says; null when it does not. */
  size: number | null;
}

/** The files it names, also inside forwarded and mixed messages. */
export function filesOf(content: ChatContent): ChatMediaRef[] {
  switch (content.kind) {
    case 'mixed':
    case 'note':
      return content.items.flatMap(filesOf);
    case 'records':
      return content.items.flatMap((item) => filesOf(item.content));
    case 'unknown':
      return content.files ?? [];
    default:
      return 'media' in content && content.media ? [content.media] : [];
  }
}

/** For whoever reads it: without what is only kept for a version that can read more. */
export function withoutBodies(content: ChatContent): ChatContent {
  switch (content.kind) {
    case 'mixed':
    case 'note':
      return { ...content, items: content.items.map(withoutBodies) };
    case 'records':
      return { ...content, items: content.items.map((item) => ({ ...item, content: withoutBodies(item.content) })) };
    case 'unknown': {
      const { body: _kept, ...shown } = content;
      return shown;
    }
    default:
      return content;
  }
}

/** What can be read and searched of it; '' where there is nothing of the kind. */
export function textOf(content: ChatContent): string {
  return partsOf(content)
    .filter((part) => part !== '')
    .join('\n');
}

function partsOf(content: ChatContent): string[] {
  switch (content.kind) {
    case 'text':
    case 'markdown':
    case 'meeting_news':
    case 'solitaire':
    case 'unknown':
      return [content.text];
    case 'file':
    case 'shared_file':
      return [content.media.name];
    case 'card':
      return [content.corpName];
    case 'location':
      return [content.title, content.address];
    case 'link':
    case 'weapp':
      return [content.title, content.description];
    case 'records':
      return [content.title, ...content.items.flatMap((item) => partsOf(item.content))];
    case 'todo':
      return [content.title, content.text];
    case 'vote':
      return [content.title, ...content.options];
    case 'collect':
      return [content.title, ...content.questions];
    case 'red_packet':
      return [content.wish];
    case 'meeting':
      return [content.topic, content.place, content.remarks];
    case 'document':
      return [content.title];
    case 'news':
      return content.items.flatMap((item) => [item.title, item.description]);
    case 'calendar':
      return [content.title, content.place, content.remarks];
    case 'mixed':
    case 'note':
      return content.items.flatMap(partsOf);
    case 'meeting_recording':
      return content.files;
    case 'channels_post':
      return [content.author, content.text];
    case 'disk_file':
      return [content.name];
    case 'image':
    case 'voice':
    case 'video':
    case 'emotion':
    case 'revoke':
    case 'consent':
    case 'switch':
    case 'call':
      return [];
  }
}

const withText = (label: string, text: string) => (text ? `[${label}] ${text}` : `[${label}]`);
const mediaLabels = {
  image: '图片',
  voice: '语音',
  video: '视频',
  emotion: '表情',
  file: '文件',
  shared_file: '共享文档',
};

/** One line for lists and for whoever reads without the pictures: `[图片]`, `[红包] 恭喜发财`, or the text itself. */
export function summaryOf(content: ChatContent): string {
  switch (content.kind) {
    case 'text':
    case 'markdown':
      return content.text;
    case 'image':
    case 'voice':
    case 'video':
    case 'emotion':
    case 'file':
    case 'shared_file':
      return withText(mediaLabels[content.kind], content.media.name);
    case 'revoke':
      return '撤回了一条消息';
    case 'consent':
      return content.agreed ? '同意了存档会话内容' : '不同意存档会话内容';
    case 'card':
      return withText('名片', content.corpName);
    case 'location':
      return withText('位置', content.title || content.address);
    case 'link':
      return withText('链接', content.title);
    case 'weapp':
      return withText('小程序', content.title || content.name);
    case 'records':
      return withText('聊天记录', content.title);
    case 'todo':
      return withText('待办', content.title || content.text);
    case 'vote':
      return withText(content.isStart ? '发起投票' : '参与投票', content.title);
    case 'collect':
      return withText('收集表', content.title);
    case 'red_packet':
      return withText('红包', content.wish);
    case 'meeting':
      return withText('会议', content.topic);
    case 'meeting_news':
      return withText('会议', content.text);
    case 'switch':
      return '切换了企业';
    case 'document':
      return withText('在线文档', content.title);
    case 'news':
      return withText('图文', content.items[0]?.title ?? '');
    case 'calendar':
      return withText('日程', content.title);
    case 'mixed':
    case 'note':
      return content.items.map(summaryOf).join(' ');
    case 'meeting_recording':
      return '[会议录音]';
    case 'call':
      return content.isVideo ? '[视频通话]' : '[语音通话]';
    case 'channels_post':
      return withText('视频号', content.text || content.author);
    case 'disk_file':
      return withText('微盘文件', content.name);
    case 'solitaire':
      return withText('接龙', content.text);
    case 'unknown':
      return withText('暂不支持的消息', content.text);
  }
}
