import type { ChatContent, ChatMediaRef } from '@zhike/shared/chat-content';
import type { ChatMark } from '@zhike/shared/contracts/chat';
import { type ReactNode, useState } from 'react';
import { useChatFile } from './files.ts';
import { MarkedText } from './marked-text.tsx';
import { PictureView } from './picture-view.tsx';
import { sayLength, saySize } from './say-chat.ts';

type Stored = { url: string; size: number | null };

/** What is shown until a file is here, and when it never comes. */
export function StoredFile({
  media,
  label,
  children,
}: {
  media: ChatMediaRef;
  label: string;
  children(file: Stored): ReactNode;
}) {
  const file = useChatFile(media.mediaId);
  if (file.state === 'stored') return <>{children(file)}</>;
  return (
    <div className="chat-file-missing">
      <span>
        [{label}] {file.state === 'waiting' ? '正在下载…' : missing[file.state]}
      </span>
      {file.state === 'waiting' ? (
        <button type="button" className="chat-link" onClick={file.lookAgain}>
          刷新
        </button>
      ) : null}
    </div>
  );
}

const missing = { gave_up: '文件已过期,企业微信不再提供', none: '消息里没有文件' };

export function ImageView({ content }: { content: Extract<ChatContent, { kind: 'image' | 'emotion' }> }) {
  const label = content.kind === 'image' ? '图片' : '表情';
  return (
    <StoredFile media={content.media} label={label}>
      {({ url }) => <PictureView url={url} label={label} isSmall={content.kind === 'emotion'} />}
    </StoredFile>
  );
}

/** A browser may not know the format (AMR): then it is offered to take along. */
export function PlayerView({ content }: { content: Extract<ChatContent, { kind: 'voice' | 'video' }> }) {
  const [isUnknown, setUnknown] = useState(false);
  const { kind, seconds } = content;
  const label = kind === 'voice' ? '语音' : '视频';
  return (
    <StoredFile media={content.media} label={label}>
      {({ url, size }) =>
        isUnknown ? (
          <Download
            url={url}
            name={content.media.name || label}
            detail={['浏览器不能播放', sayLength(seconds), saySize(size)].filter(Boolean).join(' · ')}
          />
        ) : kind === 'voice' ? (
          <div className="chat-voice">
            {/* biome-ignore lint/a11y/useMediaCaption: what people said to each other has no captions */}
            <audio controls preload="none" src={url} aria-label="语音" onError={() => setUnknown(true)} />
            <span className="chat-fine">{sayLength(seconds)}</span>
          </div>
        ) : (
          <div className="chat-video">
            {/* biome-ignore lint/a11y/useMediaCaption: what people filmed for each other has no captions */}
            <video controls preload="metadata" src={url} aria-label="视频" onError={() => setUnknown(true)} />
            <span className="chat-fine">{sayLength(seconds)}</span>
          </div>
        )
      }
    </StoredFile>
  );
}

const fileNames = { file: '文件', shared_file: '共享文档' };

export function FileView({
  content: { kind, media },
  marks,
}: {
  content: Extract<ChatContent, { kind: 'file' | 'shared_file' }>;
  marks: readonly ChatMark[];
}) {
  const name = media.name || '未命名文件';
  return (
    <div className="chat-file">
      <p className="chat-card-label">{fileNames[kind]}</p>
      <p className="chat-card-title">{media.name ? <MarkedText text={name} marks={marks} /> : name}</p>
      {media.size === null ? null : <p className="chat-fine">{saySize(media.size)}</p>}
      <StoredFile media={media} label={fileNames[kind]}>
        {({ url, size }) => (
          <a className="chat-card-open" href={url} download={name} aria-label={`下载 ${name}`}>
            下载{media.size === null && size !== null ? ` ${saySize(size)}` : ''}
          </a>
        )}
      </StoredFile>
    </div>
  );
}

function Download({ url, name, detail }: { url: string; name: string; detail: string }) {
  return (
    <div className="chat-file">
      <p className="chat-fine">{detail}</p>
      <a className="chat-card-open" href={url} download={name} aria-label={`下载 ${name}`}>
        下载
      </a>
    </div>
  );
}
