import type { ChatContent } from '../../src/control/views.ts';
import { Icon } from '../ui/icon.tsx';

export type MiniProgramCard = Extract<ChatContent, { kind: 'miniprogram' }>;

interface MessageContentProps {
  content: ChatContent;
  onOpenLink: (url: string) => void;
  /** On a customer's phone; WeCom's own client shows the card alone. */
  onOpenMini?: (card: MiniProgramCard) => void;
  onOpenImage: (url: string) => void;
}

/** What WeChat and WeCom draw inside (or instead of) a bubble. */
export function MessageContent({ content, onOpenLink, onOpenMini, onOpenImage }: MessageContentProps) {
  switch (content.kind) {
    case 'text':
      return (
        <p className="bubble">
          <LinkedText text={content.text} onOpenLink={onOpenLink} />
        </p>
      );
    case 'image':
      return (
        <button type="button" className="chat-image" aria-label="查看图片" onClick={() => onOpenImage(content.url)}>
          <img src={content.url} alt="聊天图片" />
        </button>
      );
    case 'link':
      return (
        <button type="button" className="card" onClick={() => onOpenLink(content.url)}>
          <span className="card-title">{content.title || content.url}</span>
          <span className="card-row">
            <span className="card-desc">{content.desc}</span>
            <CardPicture url={content.picUrl} icon="link" />
          </span>
        </button>
      );
    case 'miniprogram':
      return onOpenMini ? (
        <button type="button" className="card card-mini" onClick={() => onOpenMini(content)}>
          <MiniProgramFace card={content} />
        </button>
      ) : (
        <div className="card card-mini">
          <MiniProgramFace card={content} />
        </div>
      );
    case 'video':
    case 'file':
      return (
        <a className="card card-file" href={content.url} target="_blank" rel="noreferrer" download={content.name}>
          <span>
            <span className="card-title">{content.name || (content.kind === 'video' ? '视频' : '文件')}</span>
            <span className="card-desc">{content.kind === 'file' ? formatBytes(content.size) : '视频'}</span>
          </span>
          <Icon name={content.kind === 'video' ? 'play' : 'file'} size={30} />
        </a>
      );
    case 'voice':
      return (
        <p className="bubble">
          <Icon name="play" size={13} /> {content.seconds}″
        </p>
      );
    case 'location':
      return (
        <div className="card">
          <span className="card-title">{content.title}</span>
          <span className="card-desc">{content.address}</span>
        </div>
      );
    case 'card':
      return (
        <div className="card">
          <span className="card-title">{content.name}</span>
          <span className="card-desc">{content.corpName ? `${content.corpName} · 名片` : '个人名片'}</span>
        </div>
      );
    case 'redpacket':
      return (
        <div className="card card-redpacket">
          <span className="card-title">{content.wish}</span>
          <span className="card-desc">微信红包 ¥{(content.amountCents / 100).toFixed(2)}</span>
        </div>
      );
    case 'menu':
      return (
        <div className="bubble">
          <p>{content.text}</p>
          <ul className="chat-menu">
            {content.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      );
  }
}

function MiniProgramFace({ card: { title, picUrl, appId, page } }: { card: MiniProgramCard }) {
  return (
    <>
      <span className="card-source">
        <Icon name="apps" size={13} /> 小程序
      </span>
      <span className="card-title">{title}</span>
      {picUrl ? <img className="card-cover" src={picUrl} alt="" /> : null}
      <span className="card-desc" title={appId}>
        {page}
      </span>
    </>
  );
}

function CardPicture({ url, icon }: { url: string; icon: 'link' }) {
  if (url) return <img className="card-thumb" src={url} alt="" />;
  return (
    <span className="card-thumb card-thumb-empty">
      <Icon name={icon} size={22} />
    </span>
  );
}

/** Addresses inside a text can be tapped, as in WeChat. */
function LinkedText({ text, onOpenLink }: { text: string; onOpenLink: (url: string) => void }) {
  const parts = text.split(/(https?:\/\/[^\s<>"'，。；、）)]+)/g);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <button key={index} type="button" className="text-link" onClick={() => onOpenLink(part)}>
            {part}
          </button>
        ) : (
          part
        ),
      )}
    </>
  );
}

function formatBytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}
