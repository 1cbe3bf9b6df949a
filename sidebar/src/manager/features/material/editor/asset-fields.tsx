import type { MediaKind } from '@zhike/shared/contracts/media';
import { useEffect, useRef } from 'react';
import { Field } from '../../../components/field.tsx';
import { useMedia } from '../../../components/media/get-media.ts';
import { MediaField } from '../../../components/media/media-field.tsx';
import { titleOf, whatFileMakes } from '../library/what-file-makes.ts';
import type { SectionProps } from './section.ts';

type AssetKind = 'image' | 'video' | 'file' | 'brochure';

const facts: Record<AssetKind, { label: string; asset: MediaKind; accept?: string; hint: string }> = {
  image: { label: '图片', asset: 'image', hint: 'JPG 或 PNG,太大的和其他格式会自动转成合适的 JPG。' },
  video: { label: '视频', asset: 'video', hint: 'MP4,不超过 10 MB;更大的请传到网站后做成链接。' },
  file: { label: '文件', asset: 'file', hint: 'PDF、Word、Excel、PPT、TXT 或 CSV,不带宏,不超过 20 MB。' },
  brochure: {
    label: 'PDF 文件',
    asset: 'file',
    accept: '.pdf,application/pdf',
    hint: '保存后自动变成一页一页的图片,客户用手指翻看。请先去掉打开密码。',
  },
};

/** One file; a title that is still empty is taken from its name. */
export function AssetFields({ form, change, problems, onBusy }: SectionProps) {
  const kind = form.kind as AssetKind;
  const { label, asset, accept, hint } = facts[kind];
  const name = useMedia(form.assetId).data?.name;
  const untitled = useRef({ is: false, change });
  untitled.current = { is: form.title === '', change };
  // Only a file that has just become known gives its name: a title that is taken away stays away.
  useEffect(() => {
    if (name !== undefined && untitled.current.is) untitled.current.change({ title: titleOf(name) });
  }, [name]);
  const refuse = (file: { name: string; size: number }) => {
    if (kind === 'brochure' && !/\.pdf$/i.test(file.name)) return '产品手册只支持 PDF,请先把文件另存为 PDF';
    const made = whatFileMakes(file);
    return 'refusal' in made ? made.refusal : null;
  };
  return (
    <Field label={label} problem={problems.asset} hint={hint}>
      <MediaField
        kind={asset}
        assetId={form.assetId}
        accept={accept}
        refuse={refuse}
        onBusy={onBusy}
        onChange={(assetId) => change({ assetId })}
      />
    </Field>
  );
}
