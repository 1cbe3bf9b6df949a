import type { MediaKind, mediaLimits } from '@zhike/shared/contracts/media';

const MIB = 1024 * 1024;

/** WeCom's limits (doc 90253). */
export const limits: Record<
  MediaKind,
  { maxBytes: (typeof mediaLimits)[MediaKind]['maxBytes']; accept: string; formats: string }
> = {
  image: { maxBytes: 10 * MIB, accept: '.jpg,.jpeg,.png,image/jpeg,image/png', formats: 'JPG 或 PNG' },
  video: { maxBytes: 10 * MIB, accept: '.mp4,video/mp4', formats: 'MP4' },
  file: {
    maxBytes: 20 * MIB,
    accept: '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.csv',
    formats: 'PDF、Word、Excel、PowerPoint、TXT 或 CSV',
  },
};

const images = ['jpg', 'jpeg', 'png'];
const documents = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'txt', 'csv'];
const endings: Record<MediaKind, string[]> = { image: images, video: ['mp4'], file: [...documents, ...images, 'mp4'] };

/** Why a file would be refused, before a byte is sent; null when it may go. */
export function refusalOf(kind: MediaKind, file: { name: string; size: number }): string | null {
  const { maxBytes, formats } = limits[kind];
  if (file.size > maxBytes) return `文件有 ${sayBytes(file.size)},最大 ${sayBytes(maxBytes)}`;
  if (file.size <= 5) return '文件是空的';
  const extension = file.name.toLowerCase().split('.').at(-1) ?? '';
  return endings[kind].includes(extension) ? null : `格式不支持,请选择 ${formats}`;
}

/** 1.5 MB, 320 KB. */
export function sayBytes(bytes: number): string {
  return bytes >= MIB ? `${Math.round((bytes / MIB) * 10) / 10} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
