import { Icon } from '../../../components/icon.tsx';
import { useMedia } from '../../../components/media/get-media.ts';
import '../../../components/phone/phone.css';
import type { FormAttachment } from './form.ts';

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
