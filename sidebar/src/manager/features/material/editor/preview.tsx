import { fillScript } from '@zhike/shared/formulas/script-text';
import { useState } from 'react';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { wallTime } from '../../../../shared/format/zone.ts';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useMedia } from '../../../components/media/get-media.ts';
import { EXAMPLE_NICKNAME, Phone, Said } from '../../../components/phone/phone.tsx';
import type { MaterialForm } from './form.ts';
import { isTracked, kinds } from '../kinds.ts';
import { PosterPreview } from './poster-preview.tsx';
import { OpenedView } from './opened-view.tsx';

interface MaterialPreviewProps {
  form: MaterialForm;
  rep: { name: string; avatar: string | null };
  /** A small picture that is known: the first page of a brochure. */
  thumbnailUrl?: string | null;
  /** Drafts are drawn by the server for whoever may save them. */
  mayDraw?: boolean;
}

/** As the customer sees it: the card in the chat, and what opens when she taps it. */
export function MaterialPreview({ form, rep, thumbnailUrl = null, mayDraw = true }: MaterialPreviewProps) {
  const [shown, setShown] = useState<'chat' | 'opened'>('chat');
  const opens = isTracked(form.kind);
  if (form.kind === 'poster') {
    return (
      <div className="phone-preview">
        <PosterPreview form={form} rep={rep} thumbnailUrl={thumbnailUrl} mayDraw={mayDraw} />
      </div>
    );
  }
  return (
    <div className="phone-preview">
      {opens ? (
        <FilterChips
          label="预览"
          value={shown}
          options={[
            { value: 'chat', label: '聊天里' },
            { value: 'opened', label: '打开后' },
          ]}
          onChange={setShown}
        />
      ) : null}
      {opens && shown === 'opened' ? (
        <Phone title={form.title || kinds[form.kind].label}>
          <OpenedView form={form} rep={rep} thumbnailUrl={thumbnailUrl} />
        </Phone>
      ) : (
        <Phone title={rep.name}>
          <Said rep={rep}>
            <ChatCard form={form} rep={rep} thumbnailUrl={thumbnailUrl} />
          </Said>
        </Phone>
      )}
    </div>
  );
}

function ChatCard({ form, rep, thumbnailUrl }: MaterialPreviewProps) {
  const today = wallTime(useNow());
  const media = useMedia(form.assetId);
  const cover = form.coverAssetId ? `/api/media/${form.coverAssetId}/content` : thumbnailUrl;
  switch (form.kind) {
    case 'text':
      return (
        <p className="phone-bubble">
          {form.text.trim() === ''
            ? '文字'
            : fillScript(form.text, {
                客户昵称: EXAMPLE_NICKNAME,
                客户备注: EXAMPLE_NICKNAME,
                员工姓名: rep.name,
                员工职位: '顾问',
                企业名称: '我们公司',
                今天日期: `${today.month}月${today.day}日`,
              })}
        </p>
      );
    case 'image':
      return form.assetId ? (
        <img className="phone-picture" src={`/api/media/${form.assetId}/content`} alt={form.title} />
      ) : (
        <span className="phone-blank">图片</span>
      );
    case 'file':
      return (
        <div className="phone-card phone-file">
          <span>{media.data?.name ?? '文件'}</span>
          <Icon name="file" size={28} />
        </div>
      );
    case 'miniprogram':
      return (
        <div className="phone-card">
          <span className="fine">小程序</span>
          <strong>{form.title || '小程序标题'}</strong>
          {cover ? <img className="phone-cover" src={cover} alt="" /> : <span className="phone-blank">封面</span>}
        </div>
      );
    default:
      return (
        <div className="phone-card">
          <strong>{form.title || `${kinds[form.kind].label}标题`}</strong>
          <div className="phone-link">
            <span>{form.description || '卡片说明'}</span>
            {cover ? (
              <img src={cover} alt="" />
            ) : (
              <span className="phone-link-mark">
                <Icon name={kinds[form.kind].icon} />
              </span>
            )}
          </div>
        </div>
      );
  }
}
