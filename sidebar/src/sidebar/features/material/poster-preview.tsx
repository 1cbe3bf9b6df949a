import type { MaterialView } from '@zhike/shared/contracts/material';
import type { PosterDesign } from '@zhike/shared/contracts/poster';
import type { ChatTarget } from '../../sending/chat-target.ts';
import { usePoster } from './api/draw-poster.ts';
import { sayNotDrawn } from './say-material.ts';

interface PosterPreviewProps {
  material: Pick<MaterialView, 'id' | 'version' | 'title'>;
  design: Pick<PosterDesign, 'width' | 'height'>;
  target: ChatTarget;
}

/** The finished poster, before it is sent: exactly the picture that goes into the chat. */
export function PosterPreview({ material, design: { width, height }, target }: PosterPreviewProps) {
  const poster = usePoster(material, target);
  if (poster.isError) {
    return (
      <div className="poster-trouble" role="alert">
        <p className="field-problem">{sayNotDrawn(poster.error)}</p>
        <button type="button" className="button" disabled={poster.isFetching} onClick={() => void poster.refetch()}>
          {poster.isFetching ? '正在生成…' : '重新生成'}
        </button>
      </div>
    );
  }
  const style = { aspectRatio: `${width} / ${height}` };
  if (poster.isPending) {
    return (
      <div className="poster-frame poster-waiting" style={style} role="status" aria-busy="true">
        正在生成海报…
      </div>
    );
  }
  return (
    <figure className="poster-shown">
      <img className="poster-frame" style={style} src={poster.data.pictureUrl} alt={`海报「${material.title}」`} />
      <figcaption className="quiet small">
        <a className="link-button" href={`${poster.data.pictureUrl}?as=file`} download={`${material.title}.png`}>
          保存图片
        </a>
        手机上也可以长按图片保存
      </figcaption>
    </figure>
  );
}
