import type { MediaKind, MediaView } from '@zhike/shared/contracts/media';
import { routes } from '@zhike/shared/routes';
import { upload, urlOf } from '../../../shared/api/call.ts';

/** Uploads a file into the media library; `onProgress` hears 0–1. */
export function uploadMedia(
  kind: MediaKind,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<MediaView> {
  const name = file.name.length > 120 ? file.name.slice(-120) : file.name;
  return upload<MediaView>(urlOf(routes.uploadMedia.path, {}, { kind, name }), file, onProgress, signal);
}
