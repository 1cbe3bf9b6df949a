import { Input } from 'tdesign-react/es/input';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { MediaField } from '../../../components/media/media-field.tsx';
import type { FormAttachment } from './form.ts';

export const attachmentKinds: Record<FormAttachment['kind'], { label: string; icon: IconName }> = {
  image: { label: '图片', icon: 'image' },
  link: { label: '链接', icon: 'link' },
  miniprogram: { label: '小程序', icon: 'app' },
  video: { label: '视频', icon: 'video' },
  file: { label: '文件', icon: 'file' },
};

interface AttachmentEditorProps {
  attachment: FormAttachment;
  problem: string | undefined;
  isFirst: boolean;
  isLast: boolean;
  onChange(attachment: FormAttachment): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

/** One thing that follows the text of the welcome. */
export function AttachmentEditor({
  attachment,
  problem,
  isFirst,
  isLast,
  onChange,
  onMove,
  onRemove,
}: AttachmentEditorProps) {
  const { label, icon } = attachmentKinds[attachment.kind];
  return (
    <div className="attachment" role="group" aria-label={label}>
      <div className="attachment-head">
        <Icon name={icon} size={16} />
        {label}
        <span className="attachment-tools">
          <button
            type="button"
            className="plain-button"
            aria-label={`上移${label}`}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            <Icon name="up" size={16} />
          </button>
          <button
            type="button"
            className="plain-button"
            aria-label={`下移${label}`}
            disabled={isLast}
            onClick={() => onMove(1)}
          >
            <Icon name="down" size={16} />
          </button>
          <button type="button" className="plain-button" aria-label={`删除${label}`} onClick={onRemove}>
            <Icon name="trash" size={16} />
          </button>
        </span>
      </div>
      <AttachmentFields attachment={attachment} onChange={onChange} />
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** The fields of one kind of attachment. */
export function AttachmentFields({ attachment, onChange }: Pick<AttachmentEditorProps, 'attachment' | 'onChange'>) {
  switch (attachment.kind) {
    case 'link':
      return (
        <>
          <Input
            value={attachment.title}
            onChange={(title) => onChange({ ...attachment, title })}
            placeholder="标题"
            label="标题:"
          />
          <Input
            value={attachment.url}
            onChange={(url) => onChange({ ...attachment, url: url.trim() })}
            placeholder="https://"
            label="地址:"
          />
          <Input
            value={attachment.description}
            onChange={(description) => onChange({ ...attachment, description })}
            placeholder="可选"
            label="描述:"
          />
          <Input
            value={attachment.pictureUrl ?? ''}
            onChange={(text) => onChange({ ...attachment, pictureUrl: text.trim() || null })}
            placeholder="可选,图片的网址"
            label="封面:"
          />
        </>
      );
    case 'miniprogram':
      return (
        <>
          <Input
            value={attachment.title}
            onChange={(title) => onChange({ ...attachment, title })}
            placeholder="标题"
            label="标题:"
          />
          <Input
            value={attachment.appId}
            onChange={(appId) => onChange({ ...attachment, appId: appId.trim() })}
            placeholder="wx 开头,18 位"
            label="AppID:"
          />
          <Input
            value={attachment.page}
            onChange={(page) => onChange({ ...attachment, page: page.trim() })}
            placeholder="pages/index/index"
            label="页面:"
          />
          <p className="fine">封面(建议 520×416)</p>
          <MediaField
            kind="image"
            assetId={attachment.coverAssetId}
            onChange={(coverAssetId) => onChange({ ...attachment, coverAssetId })}
          />
        </>
      );
    default:
      return (
        <MediaField
          kind={attachment.kind}
          assetId={attachment.assetId}
          onChange={(assetId) => onChange({ ...attachment, assetId })}
        />
      );
  }
}
