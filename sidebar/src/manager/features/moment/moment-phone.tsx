import type { MomentFields } from './api/moments.ts';
import './moment-phone.css';

type Media = NonNullable<MomentFields['media']>;

/** What a customer finds in her moments. */
export function MomentPhone({ text, media }: { text: string; media: Media }) {
  const isEmpty = text.trim() === '' && media.kind === 'none';
  return (
    <section className="moment-phone" aria-label="客户看到的样子">
      <header className="moment-phone-bar">朋友圈</header>
      <div className="moment-phone-post">
        <span className="moment-phone-face" aria-hidden="true" />
        <div className="moment-phone-body">
          <p className="moment-phone-name">你的员工</p>
          {isEmpty ? (
            <p className="moment-phone-none">写下文字或选图片、视频、链接后,这里显示客户看到的样子。</p>
          ) : null}
          {text.trim() ? <p className="moment-phone-text">{text}</p> : null}
          <Shown media={media} />
        </div>
      </div>
    </section>
  );
}

function Shown({ media }: { media: Media }) {
  switch (media.kind) {
    case 'none':
      return null;
    case 'images':
      return (
        <div className={`moment-phone-pictures moment-phone-pictures-${layoutOf(media.assetIds.length)}`}>
          {media.assetIds.map((id, index) => (
            <img key={id} src={`/api/media/${id}/content`} alt={`第 ${index + 1} 张图片`} />
          ))}
        </div>
      );
    case 'video':
      return (
        // A preview of a file that somebody has just chosen: there are no captions to it.
        <video
          className="moment-phone-video"
          src={`/api/media/${media.assetId}/content`}
          controls
          preload="metadata"
          aria-label="视频"
        />
      );
    case 'link':
      return (
        <div className="moment-phone-link">
          {media.coverAssetId ? (
            <img src={`/api/media/${media.coverAssetId}/content`} alt="" />
          ) : (
            <span className="moment-phone-cover" aria-hidden="true" />
          )}
          <span>{media.title || '链接标题'}</span>
        </div>
      );
  }
}

/** As WeChat lays them out: one large, two and four in pairs, others in threes. */
const layoutOf = (count: number) => (count === 1 ? 'one' : count === 2 || count === 4 ? 'pairs' : 'threes');
