import type { PosterDesign, PosterElement } from '@zhike/shared/contracts/poster';
import type { ComponentType } from 'react';
import { Button } from '../button.tsx';
import { MOST_ELEMENTS, nameOf } from './elements.ts';
import { SMALLEST_CODE } from './geometry.ts';
import { Choice, ColorBox, MaybeColorBox, NumberBox } from './inputs.tsx';
import { QrFields } from './qr-fields.tsx';
import { TextFields } from './text-fields.tsx';

export interface PicturePickerProps {
  /** Empty: none yet. */
  assetId: string;
  onChange(assetId: string): void;
}

interface InspectorProps {
  element: PosterElement;
  design: PosterDesign;
  PicturePicker: ComponentType<PicturePickerProps>;
  onChange(element: PosterElement, gesture?: string): void;
  onCopy(): void;
  onRemove(): void;
}

const SIDE = 2_400;

/** What can be set of the chosen element. */
export function Inspector({ element, design, PicturePicker, onChange, onCopy, onRemove }: InspectorProps) {
  const place = (name: 'x' | 'y' | 'w' | 'h', label: string) => (
    <NumberBox
      label={label}
      value={element[name]}
      min={name === 'x' || name === 'y' ? -SIDE : element.kind === 'qr' ? SMALLEST_CODE : 4}
      max={SIDE}
      onChange={(value) => onChange({ ...element, [name]: value })}
    />
  );
  return (
    <section className="poster-panel" aria-label="元素设置">
      <h3 className="poster-panel-title">{nameOf(element)}</h3>
      <KindFields element={element} PicturePicker={PicturePicker} onChange={onChange} />
      <div className="poster-fields">
        {place('x', '左')}
        {place('y', '上')}
        {place('w', '宽')}
        {place('h', '高')}
      </div>
      <div className="poster-adds">
        <Button size="small" variant="outline" onClick={onCopy} disabled={design.elements.length >= MOST_ELEMENTS}>
          复制
        </Button>
        <Button size="small" variant="outline" theme="danger" onClick={onRemove}>
          删除
        </Button>
      </div>
      <p className="fine">选中后用方向键移动,按住 Alt 改变大小,按住 Shift 一次 10 像素</p>
    </section>
  );
}

type Fields = Pick<InspectorProps, 'element' | 'PicturePicker' | 'onChange'>;

function KindFields({ element, PicturePicker, onChange }: Fields) {
  switch (element.kind) {
    case 'text':
      return <TextFields element={element} onChange={onChange} />;
    case 'qr':
      return <QrFields element={element} onChange={onChange} />;
    case 'image':
      return (
        <div className="poster-fields">
          <PicturePicker assetId={element.assetId} onChange={(assetId) => onChange({ ...element, assetId })} />
          <Choice
            label="填充方式"
            value={element.fit}
            options={[
              ['cover', '铺满,裁去多余'],
              ['contain', '完整显示'],
            ]}
            onChange={(fit) => onChange({ ...element, fit })}
          />
          <NumberBox
            label="圆角"
            value={element.radius}
            min={0}
            max={SIDE}
            onChange={(radius) => onChange({ ...element, radius })}
          />
          <Opacity value={element.opacity} onChange={(opacity) => onChange({ ...element, opacity })} />
        </div>
      );
    case 'avatar':
      return (
        <div className="poster-fields">
          <Choice
            label="谁的头像"
            value={element.of}
            options={[
              ['customer', '客户'],
              ['member', '员工'],
            ]}
            onChange={(of) => onChange({ ...element, of })}
          />
          <ColorBox
            label="没有头像时的底色"
            value={element.color}
            onChange={(color) => onChange({ ...element, color }, `color ${element.id}`)}
          />
          <MaybeColorBox
            label="外圈"
            value={element.ring}
            start="#FFFFFF"
            onChange={(ring) => onChange({ ...element, ring }, `ring ${element.id} ${ring === null}`)}
          />
        </div>
      );
    case 'shape':
      return (
        <div className="poster-fields">
          <ColorBox
            label="颜色"
            value={element.color}
            onChange={(color) => onChange({ ...element, color }, `color ${element.id}`)}
          />
          <MaybeColorBox
            label="渐变"
            value={element.toColor}
            start="#FFFFFF"
            onChange={(toColor) => onChange({ ...element, toColor }, `to ${element.id} ${toColor === null}`)}
          />
          <NumberBox
            label="圆角"
            value={element.radius}
            min={0}
            max={SIDE}
            onChange={(radius) => onChange({ ...element, radius })}
          />
          <Opacity value={element.opacity} onChange={(opacity) => onChange({ ...element, opacity })} />
        </div>
      );
  }
}

function Opacity({ value, onChange }: { value: number; onChange(value: number): void }) {
  return (
    <NumberBox
      label="不透明度(%)"
      value={Math.round(value * 100)}
      min={0}
      max={100}
      onChange={(percent) => onChange(percent / 100)}
    />
  );
}
