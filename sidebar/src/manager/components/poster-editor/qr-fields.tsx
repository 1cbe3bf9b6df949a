import type { PosterElement } from '@zhike/shared/contracts/poster';
import { Input } from 'tdesign-react/es/input';
import { Choice, ColorBox, NumberBox } from './inputs.tsx';

type Qr = Extract<PosterElement, { kind: 'qr' }>;

interface QrFieldsProps {
  element: Qr;
  onChange(element: Qr, gesture?: string): void;
}

export function QrFields({ element, onChange }: QrFieldsProps) {
  const { value, id } = element;
  const set = (changes: Partial<Qr>, gesture?: string) => onChange({ ...element, ...changes }, gesture);
  return (
    <div className="poster-fields">
      <Choice
        label="扫码后打开"
        value={value.kind}
        options={[
          ['link', '员工的联系方式或活动链接'],
          ['text', '固定内容'],
        ]}
        onChange={(kind) => set({ value: kind === 'link' ? { kind } : { kind, text: '' } })}
      />
      {value.kind === 'text' ? (
        <label className="poster-input">
          <span>固定内容</span>
          <Input
            size="small"
            value={value.text}
            placeholder="https://"
            onChange={(text) => set({ value: { kind: 'text', text } }, `text ${id}`)}
          />
        </label>
      ) : null}
      <ColorBox label="颜色" value={element.dark} onChange={(dark) => set({ dark }, `dark ${id}`)} />
      <ColorBox label="底色" value={element.light} onChange={(light) => set({ light }, `light ${id}`)} />
      <NumberBox label="四周空白(格)" value={element.margin} min={4} max={10} onChange={(margin) => set({ margin })} />
    </div>
  );
}
