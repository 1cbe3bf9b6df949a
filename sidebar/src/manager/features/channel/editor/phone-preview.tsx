import { fillWelcomeText } from '@zhike/shared/formulas/welcome-text';
import { useState } from 'react';
import { Avatar } from '../../../components/avatar.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useMedia } from '../api/get-media.ts';
import type { ChannelForm, FormAttachment } from './form.ts';
import './phone-preview.css';

const EXAMPLE_NICKNAME = '林晓雨';

/** What the customer sees after the scan, names filled in. */
export function PhonePreview({ form }: { form: ChannelForm }) {
  const [shown, setShown] = useState('usual');
  const span = form.spans.find(({ key }) => key === shown);
  const part = span ?? form.welcome;
  const rep = form.members[0] ?? form.spare ?? { name: '接待员工', avatar: null };
  const text = fillWelcomeText(part.text, { nickname: EXAMPLE_NICKNAME, memberName: rep.name });
  return (
    <div className="phone-preview">
      {form.welcomeOn && form.spans.length > 0 ? (
        <FilterChips
          label="看哪个时段"
          value={span ? span.key : 'usual'}
          options={[
            { value: 'usual', label: '平时' },
            ...form.spans.map(({ key, from, to }) => ({ value: key, label: `${from}–${to}` })),
          ]}
          onChange={setShown}
        />
      ) : null}
      <section className="phone" aria-label="客户手机预览">
        <header className="phone-bar">
          <Icon name="back" size={16} />
          <span>{rep.name}</span>
        </header>
        <div className="phone-chat">
          <p className="phone-notice">你已添加了{rep.name},现在可以开始聊天了。</p>
          {form.welcomeOn ? (
            <>
              {text.trim() ? (
                <Said rep={rep}>
                  <p className="phone-bubble">{text}</p>
                </Said>
              ) : null}
              {part.attachments.map((attachment) => (
                <Said key={attachment.key} rep={rep}>
                  <AttachmentPreview attachment={attachment} />
                </Said>
              ))}
            </>
          ) : (
            <p className="phone-notice">不自动发送欢迎语</p>
          )}
        </div>
      </section>
    </div>
  );
}

function Said({ rep, children }: { rep: { name: string; avatar: string | null }; children: React.ReactNode }) {
  return (
    <div className="phone-said">
      <Avatar name={rep.name} src={rep.avatar} size={32} />
      {children}
    </div>
  );
}

function AttachmentPreview({ attachment }: { attachment: FormAttachment }) {
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
