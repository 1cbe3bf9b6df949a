import type { PosterDesign } from '@zhike/shared/contracts/poster';
import type { ComponentType } from 'react';
import { Button } from '../button.tsx';
import type { PicturePickerProps } from './inspector.tsx';
import { ColorBox, MaybeColorBox, NumberBox } from './inputs.tsx';

interface BackgroundFieldsProps {
  design: PosterDesign;
  PicturePicker: ComponentType<PicturePickerProps>;
  onChange(design: PosterDesign, gesture?: string): void;
}

/** The poster itself, while no element is chosen. */
export function BackgroundFields({ design, PicturePicker, onChange }: BackgroundFieldsProps) {
  const { background } = design;
  const set = (changes: Partial<PosterDesign['background']>, gesture?: string) =>
    onChange({ ...design, background: { ...background, ...changes } }, gesture);
  return (
    <section className="poster-panel" aria-label="海报设置">
      <h3 className="poster-panel-title">海报</h3>
      <div className="poster-fields">
        <NumberBox
          label="宽(像素)"
          value={design.width}
          min={200}
          max={2_400}
          onChange={(width) => onChange({ ...design, width })}
        />
        <NumberBox
          label="高(像素)"
          value={design.height}
          min={200}
          max={2_400}
          onChange={(height) => onChange({ ...design, height })}
        />
        <ColorBox label="背景颜色" value={background.color} onChange={(color) => set({ color }, 'background')} />
        <MaybeColorBox
          label="渐变"
          value={background.toColor}
          start="#FFFFFF"
          onChange={(toColor) => set({ toColor }, `background to ${toColor === null}`)}
        />
      </div>
      <div className="poster-input-wide">
        <span>背景图片</span>
        <PicturePicker assetId={background.assetId ?? ''} onChange={(assetId) => set({ assetId })} />
        {background.assetId === null ? null : (
          <Button size="small" variant="text" onClick={() => set({ assetId: null })}>
            去掉背景图片
          </Button>
        )}
      </div>
    </section>
  );
}
