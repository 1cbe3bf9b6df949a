import { type ChatContent, type Presented, textOf } from '@zhike/shared/chat-content';
import type { ChatMark } from '@zhike/shared/contracts/chat';
import { exactTime } from '../format/time.ts';
import { CardView } from './card-view.tsx';
import { MarkedText } from './marked-text.tsx';
import { marksByPart } from './marks.ts';
import { FileView, ImageView, PlayerView, StoredFile } from './media-view.tsx';
import { openable, sayTimeSpan } from './say-chat.ts';
import './content.css';

type Of<Kind extends ChatContent['kind']> = Extract<ChatContent, { kind: Kind }>;
interface ContentProps<Content extends ChatContent = ChatContent> {
  content: Content;
  marks: readonly ChatMark[];
}

/** What was said, whatever kind it is of. */
export function ContentView({ content, marks }: ContentProps) {
  switch (content.kind) {
    case 'text':
    case 'markdown':
      return (
        <p className="chat-text">
          <MarkedText text={content.text} marks={marks} />
        </p>
      );
    case 'image':
    case 'emotion':
      return <ImageView content={content} />;
    case 'voice':
    case 'video':
      return <PlayerView content={content} />;
    case 'file':
    case 'shared_file':
      return <FileView content={content} marks={marks} />;
    case 'records':
      return <Records content={content} marks={marks} />;
    case 'mixed':
    case 'note':
      return <Parts content={content} marks={marks} />;
    case 'news':
      return <News content={content} marks={marks} />;
    case 'meeting_recording':
      return <Recording content={content} marks={marks} />;
    case 'unknown':
      return <Unknown content={content} marks={marks} />;
    case 'revoke':
    case 'consent':
    case 'switch':
    case 'meeting_news':
      return (
        <p className="chat-text">
          <MarkedText text={sayNotice(content)} marks={content.kind === 'meeting_news' ? marks : []} />
        </p>
      );
    default:
      return <CardView content={content} marks={marks} />;
  }
}

/** What stands between the bubbles: something happened, nobody said anything. */
export function isNotice(content: ChatContent): content is Of<'revoke' | 'consent' | 'switch' | 'meeting_news'> {
  return ['revoke', 'consent', 'switch', 'meeting_news'].includes(content.kind);
}

export function sayNotice(content: Of<'revoke' | 'consent' | 'switch' | 'meeting_news'>): string {
  switch (content.kind) {
    case 'revoke':
      return '撤回了一条消息';
    case 'consent':
      return content.agreed ? '同意了存档会话内容' : '不同意存档会话内容';
    case 'switch':
      return '切换了企业';
    case 'meeting_news':
      return content.text || { joined: '加入了会议', ended: '会议已结束', other: '会议有新动态' }[content.what];
  }
}

/** Forwarded messages, folded: they were said elsewhere. */
function Records({ content: { title, items }, marks }: ContentProps<Of<'records'>>) {
  const [ofTitle, ...ofItems] = marksByPart([title, ...items.map((item) => textOf(item.content))], marks);
  return (
    <details className="chat-records" open={ofItems.some((ofItem) => ofItem.length > 0)}>
      <summary>
        <span className="chat-card-label">聊天记录</span>
        <span className="chat-card-title">
          <MarkedText text={title} marks={ofTitle ?? []} />
        </span>
        <span className="chat-fine">{items.length} 条</span>
      </summary>
      <ol>
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a forwarded list never changes
          <li key={index}>
            {item.at === null ? null : <time className="chat-fine">{exactTime(item.at)}</time>}
            <ContentView content={item.content} marks={ofItems[index] ?? []} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Text and pictures in one message, or a note. */
function Parts({ content: { kind, items }, marks }: ContentProps<Of<'mixed' | 'note'>>) {
  const ofItems = marksByPart(items.map(textOf), marks);
  return (
    <div className="chat-parts">
      {kind === 'note' ? <p className="chat-card-label">笔记</p> : null}
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change
        <ContentView key={index} content={item} marks={ofItems[index] ?? []} />
      ))}
    </div>
  );
}

function News({ content: { items }, marks }: ContentProps<Of<'news'>>) {
  const placed = marksByPart(
    items.flatMap(({ title, description }) => [title, description]),
    marks,
  );
  return (
    <div className="chat-parts">
      {items.map(({ title, description, url }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the articles of a message never change
        <div key={index} className="chat-card">
          <p className="chat-card-label">图文</p>
          <p className="chat-card-title">
            <MarkedText text={title} marks={placed[index * 2] ?? []} />
          </p>
          {description ? (
            <p className="chat-card-line">
              <MarkedText text={description} marks={placed[index * 2 + 1] ?? []} />
            </p>
          ) : null}
          {openable(url) ? (
            <a className="chat-card-open" href={url} target="_blank" rel="noreferrer noopener">
              打开
            </a>
          ) : null}
        </div>
      ))}
    </div>
  );
}

function Recording({
  content: { media, endAt, files, demos = [], screens = [] },
  marks,
}: ContentProps<Of<'meeting_recording'>>) {
  const placed = marksByPart(files, marks);
  return (
    <div className="chat-card">
      <p className="chat-card-label">会议录音</p>
      {endAt === null ? null : <p className="chat-card-fine">{exactTime(endAt)} 结束</p>}
      {files.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the files of a message never change
        <p key={index} className="chat-card-line">
          <MarkedText text={name} marks={placed[index] ?? []} />
          {demos[index]?.userId ? <span className="chat-fine"> {sayPresented('演示', demos[index])}</span> : null}
        </p>
      ))}
      {screens.map((screen, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was shown in a meeting never changes
        <p key={index} className="chat-card-fine">
          {sayPresented('共享屏幕', screen)}
        </p>
      ))}
      {media ? (
        <StoredFile media={media} label="会议录音">
          {({ url }) => (
            <a className="chat-card-open" href={url} download={media.name || '会议录音'}>
              下载
            </a>
          )}
        </StoredFile>
      ) : null}
    </div>
  );
}

const sayPresented = (what: string, one: Presented) => [one.userId, what, sayTimeSpan(one)].filter(Boolean).join(' ');

/** A type that came after this version: its text, and its files to take along. */
function Unknown({ content, marks }: ContentProps<Of<'unknown'>>) {
  return (
    <>
      <CardView content={content} marks={marks} />
      {(content.files ?? []).map((media, index) => {
        const name = media.name || `附件 ${index + 1}`;
        return (
          <StoredFile key={media.mediaId ?? index} media={media} label={name}>
            {({ url }) => (
              <a className="chat-card-open" href={url} download={name}>
                下载 {name}
              </a>
            )}
          </StoredFile>
        );
      })}
    </>
  );
}
