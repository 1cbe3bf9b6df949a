import type { MediaKind } from '@zhike/shared/contracts/media';
import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import { refusalOf, sayBytes, limits } from '../../../components/media/media-rules.ts';
import { canBeFitted } from '../../../components/media/fit-image.ts';

export interface Made {
  kind: Extract<MaterialKind, 'image' | 'video' | 'brochure' | 'file'>;
  asset: MediaKind;
  title: string;
}

/** Types that run when they are opened: WeCom would deliver them, but nobody should. */
const DANGEROUS = /^(exe|com|bat|cmd|msi|scr|pif|js|jse|vbs|vbe|wsf|ps1|jar|apk|ipa|dmg|sh|hta|lnk|reg|dll)$/;
const PICTURES = /^(jpe?g|png|webp|gif|bmp)$/;
const MAX_TITLE = 60;

const extensionOf = (name: string) => (name.includes('.') ? name.toLowerCase().split('.').at(-1)! : '');

/** The title of the card: the name without its ending. */
export function titleOf(name: string): string {
  const bare = name.replace(/\.[^.]{1,8}$/, '').trim();
  return (bare || name).slice(0, MAX_TITLE);
}

/** What a dropped file becomes, or the sentence why it becomes nothing. */
export function whatFileMakes(file: { name: string; size: number }): Made | { refusal: string } {
  const extension = extensionOf(file.name);
  const title = titleOf(file.name);
  if (DANGEROUS.test(extension)) return { refusal: `为了安全,不接收 .${extension} 这类可以运行的程序` };
  if (/^(zip|rar|7z)$/.test(extension)) return { refusal: '不接收压缩包,里面有没有病毒看不出来;请解压后逐个上传' };
  if (/^(doc|dot|xls|xlt|ppt|pot)m$/.test(extension)) return { refusal: '文件带有宏,请另存为不带宏的格式后再上传' };
  if (extension === 'mov' || extension === 'avi' || extension === 'mkv' || extension === 'wmv')
    return { refusal: '视频只支持 MP4,请转换格式后再上传' };
  const made: Made = PICTURES.test(extension)
    ? { kind: 'image', asset: 'image', title }
    : extension === 'mp4'
      ? { kind: 'video', asset: 'video', title }
      : { kind: extension === 'pdf' ? 'brochure' : 'file', asset: 'file', title };
  if (made.kind === 'image' && canBeFitted(file)) return made;
  const refusal = refusalOf(made.asset, file);
  if (!refusal) return made;
  if (made.kind === 'video' && file.size > limits.video.maxBytes)
    return {
      refusal: `视频有 ${sayBytes(file.size)},企业微信最大 ${sayBytes(limits.video.maxBytes)};请压缩,或上传到网站后做成链接`,
    };
  return { refusal };
}
