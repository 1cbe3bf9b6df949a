import { useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { Input } from 'tdesign-react/es/input';
import { Button } from '../../components/button.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAttachableMaterials } from './api/find-materials.ts';
import './mass-message.css';

export interface PickedMaterial {
  id: string;
  title: string;
  kind: string;
}

interface MaterialPickerProps {
  value: readonly PickedMaterial[];
  onChange(materials: PickedMaterial[]): void;
}

const MAX = 9;
const KINDS: Record<string, string> = {
  image: '图片',
  video: '视频',
  file: '文件',
  brochure: '产品手册',
  article: '文章',
  case: '案例',
  link: '链接',
  miniprogram: '小程序',
  live: '直播预告',
};
export const sayMaterialKind = (kind: string): string => KINDS[kind] ?? '素材';

/** Up to nine materials, in the order they go out. */
export function MaterialPicker({ value, onChange }: MaterialPickerProps) {
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="mass-materials">
      {value.length > 0 ? (
        <ul>
          {value.map((material) => (
            <li key={material.id}>
              <span>
                {sayMaterialKind(material.kind)} · {material.title}
              </span>
              <button
                type="button"
                className="plain-button"
                aria-label={`去掉${material.title}`}
                onClick={() => onChange(value.filter(({ id }) => id !== material.id))}
              >
                去掉
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {value.length < MAX ? (
        <Button variant="outline" icon={<Icon name="plus" size={16} />} onClick={() => setChoosing(true)}>
          选素材
        </Button>
      ) : (
        <p className="fine">企业微信最多带 9 个素材。</p>
      )}
      {choosing ? (
        <MaterialsDialog
          without={value.map(({ id }) => id)}
          onPicked={(material) => {
            onChange([...value, material]);
            setChoosing(false);
          }}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </div>
  );
}

interface MaterialsDialogProps {
  without: readonly string[];
  onPicked(material: PickedMaterial): void;
  onClose(): void;
}

function MaterialsDialog({ without, onPicked, onClose }: MaterialsDialogProps) {
  const [text, setText] = useState('');
  const materials = useAttachableMaterials(text.trim());
  return (
    <Dialog
      visible
      header="选素材"
      width="min(560px, calc(100vw - 24px))"
      placement="center"
      footer={false}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          <span className="visually-hidden">搜索素材</span>
          <Input value={text} onChange={setText} maxlength={40} placeholder="标题、拼音或首字母" clearable />
        </label>
        <EndlessList query={materials} empty={<p className="soft">没有可用的素材。</p>}>
          {(items) => (
            <ul className="mass-choices">
              {items
                .filter(({ id }) => !without.includes(id))
                .map(({ id, title, kind }) => (
                  <li key={id}>
                    <button type="button" onClick={() => onPicked({ id, title, kind })}>
                      <strong>{title}</strong>
                      <span className="fine">{sayMaterialKind(kind)}</span>
                    </button>
                  </li>
                ))}
            </ul>
          )}
        </EndlessList>
      </div>
    </Dialog>
  );
}
