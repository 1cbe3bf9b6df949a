import type { MaterialRow, MaterialView } from '@zhike/shared/contracts/material';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { exactTime } from '../../../shared/format/time.ts';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import type { ChatTarget } from '../../sending/chat-target.ts';
import { useMaterial } from './api/get-material.ts';
import { PosterPreview } from './poster-preview.tsx';
import { kindNames } from './say-material.ts';
import { Thumbnail } from './thumbnail.tsx';

/** What the customer will see in the chat; a preview that cannot be read keeps nobody from sending. */
export function MaterialPreview({ material, target }: { material: MaterialRow; target: ChatTarget }) {
  const view = useMaterial(material.id);
  if (view.isPending) return <Skeleton lines={3} />;
  if (view.isError) return <p className="field-problem">{phraseOf(view.error)}</p>;
  const { content, asset } = view.data;
  if (content.kind === 'text') {
    return (
      <>
        <p className="chat-bubble">{content.text}</p>
        {content.text.includes('{') ? <p className="field-hint">花括号里的内容会按这位客户自动填写</p> : null}
      </>
    );
  }
  if (content.kind === 'poster') return <PosterPreview material={view.data} design={content.design} target={target} />;
  if (content.kind === 'image' && material.thumbnailUrl) {
    return <img className="material-picture" src={material.thumbnailUrl} alt={material.title} />;
  }
  return (
    <div className="material-chat-card">
      <span className="material-chat-card-words">
        <span className="material-title">{view.data.title}</span>
        <span className="quiet small">{view.data.description || describe(view.data)}</span>
        <span className="quiet small">
          {kindNames[content.kind]}
          {asset ? ` · ${asset.name}` : ''}
        </span>
      </span>
      <Thumbnail material={view.data} />
    </div>
  );
}

function describe({ content, pages }: MaterialView): string {
  switch (content.kind) {
    case 'brochure':
      return pages === null ? '' : `共 ${pages} 页`;
    case 'case':
      return [content.client, ...content.results.map(({ label, value }) => `${label} ${value}`)].join(' · ');
    case 'live':
      return `${exactTime(content.startsAt)} 开始`;
    case 'link':
      return content.url;
    default:
      return '';
  }
}
