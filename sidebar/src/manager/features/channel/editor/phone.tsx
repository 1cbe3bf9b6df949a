import type { ReactNode } from 'react';
import { Avatar } from '../../../components/avatar.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useMedia } from '../api/get-media.ts';
import type { FormAttachment } from './form.ts';
import './phone-preview.css';

/** Whom previews greet. */
export const EXAMPLE_NICKNAME = '林晓雨';

/** A chat on a customer's phone. */
export function Phone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="phone" aria-label="客户手机预览">
      <header className="phone-bar">
        <Icon name="back" size={16} />
        <span>{title}</span>
      </header>
      <div className="phone-chat">{children}</div>
    </section>
  );
}

/** One message of the other side. */
export function Said({ rep, children }: { rep: { name: string; avatar: string | null }; children: ReactNode }) {
  return (
    <div className="phone-said">
      <Avatar name={rep.name} src={rep.avatar} size={32} />
      {children}
    </div>
  );
}

/** What comes after the text, as WeChat shows it. */
export function AttachmentPreview({ attachment }: { attachment: FormAttachment }) {
  switch (attachment.kind) {
    case 'image':
      return attachment.assetId ? (
        <img className="phone-picture" src={`/api/media/${attachment.assetId}/content`} alt="欢迎语里的图片" />
      ) : (
        <span className="phone-blank">图片</span>
      );
    case 'link':
      return (
        <div className="phone-card">
          <strong>{attachment.title || '链接标题'}</strong>
          <div className="phone-link">
            <span>{attachment.description || attachment.url}</span>
            {attachment.pictureUrl ? (
              <img src={attachment.pictureUrl} alt="" referrerPolicy="no-referrer" />
            ) : (
              <span className="phone-link-mark">
                <Icon name="link" />
              </span>
            )}
          </div>
        </div>
      );
    case 'miniprogram':
      return (
        <div className="phone-card">
          <span className="fine">小程序</span>
          <strong>{attachment.title || '小程序标题'}</strong>
          {attachment.coverAssetId ? (
            <img className="phone-cover" src={`/api/media/${attachment.coverAssetId}/content`} alt="小程序封面" />
          ) : (
            <span className="phone-blank">封面</span>
          )}
        </div>
      );
    case 'video':
      return attachment.assetId ? (
        <video
          className="phone-picture"
          src={`/api/media/${attachment.assetId}/content`}
          preload="metadata"
          controls
          muted
        />
      ) : (
        <span className="phone-blank">视频</span>
      );
    default:
      return <FilePreview assetId={attachment.assetId} />;
  }
}

function FilePreview({ assetId }: { assetId: string }) {
  const media = useMedia(assetId);
  return (
    <div className="phone-card phone-file">
      <span>{media.data?.name ?? '文件'}</span>
      <Icon name="file" size={28} />
    </div>
  );
}
