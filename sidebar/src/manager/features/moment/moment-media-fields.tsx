import { Input } from 'tdesign-react/es/input';
import { Button } from '../../components/button.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { MediaField } from '../../components/media/media-field.tsx';
import type { MomentForm } from './moment-form.ts';

const MAX_PICTURES = 9;
const kinds = [
  { value: 'images', label: '图片' },
  { value: 'video', label: '视频' },
  { value: 'link', label: '链接' },
] as const;

interface MomentMediaFieldsProps {
  form: MomentForm;
  /** A function of what is there now: an upload ends in a later rendering than it began in. */
  onChange(change: (form: MomentForm) => MomentForm): void;
  onBusy(isBusy: boolean): void;
}

/** Up to nine pictures, one video or one link. */
export function MomentMediaFields({ form, onChange, onBusy }: MomentMediaFieldsProps) {
  const { media, pictures, video, link } = form;
  const slots = pictures.length < MAX_PICTURES ? [...pictures, ''] : pictures;
  const changeLink = (part: Partial<MomentForm['link']>) =>
    onChange((now) => ({ ...now, link: { ...now.link, ...part } }));
  return (
    <div className="moment-form">
      <FilterChips
        label="配什么"
        options={kinds}
        value={media}
        onChange={(kind) => onChange((now) => ({ ...now, media: kind }))}
      />
      {media === 'images' ? (
        <div className="moment-form">
          <p className="fine">最多 9 张,短边不超过 1080 像素。</p>
          {slots.map((assetId, index) => (
            <div key={assetId || `new ${index}`} className="row">
              <MediaField
                kind="image"
                assetId={assetId}
                onBusy={onBusy}
                onChange={(id) =>
                  onChange((now) => ({
                    ...now,
                    pictures: assetId ? now.pictures.map((one) => (one === assetId ? id : one)) : [...now.pictures, id],
                  }))
                }
              />
              {assetId ? (
                <Button
                  variant="text"
                  onClick={() =>
                    onChange((now) => ({ ...now, pictures: now.pictures.filter((one) => one !== assetId) }))
                  }
                >
                  去掉第 {index + 1} 张
                </Button>
              ) : null}
            </div>
          ))}
        </div>
      ) : null}
      {media === 'video' ? (
        <div className="row">
          <MediaField
            kind="video"
            assetId={video}
            onBusy={onBusy}
            onChange={(id) => onChange((now) => ({ ...now, video: id }))}
          />
          {video ? (
            <Button variant="text" onClick={() => onChange((now) => ({ ...now, video: '' }))}>
              去掉视频
            </Button>
          ) : null}
          <p className="fine">不超过 30 秒。</p>
        </div>
      ) : null}
      {media === 'link' ? (
        <div className="moment-form">
          <label>
            网址
            <Input value={link.url} onChange={(url) => changeLink({ url })} placeholder="https://" />
          </label>
          <label>
            标题
            <Input value={link.title} onChange={(title) => changeLink({ title })} maxlength={64} />
          </label>
          <div>
            <p>封面图</p>
            <MediaField kind="image" assetId={link.cover} onBusy={onBusy} onChange={(cover) => changeLink({ cover })} />
          </div>
        </div>
      ) : null}
    </div>
  );
}
