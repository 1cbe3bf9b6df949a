import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

export const MediaKind = z.enum(['image', 'video', 'file']);
export type MediaKind = z.infer<typeof MediaKind>;

const MIB = 1024 * 1024;

/** WeCom's limits (doc 90253); all must be over 5 bytes. */
export const mediaLimits = {
  image: { maxBytes: 10 * MIB, formats: 'JPG、PNG' },
  video: { maxBytes: 10 * MIB, formats: 'MP4' },
  file: { maxBytes: 20 * MIB, formats: 'PDF、Word、Excel、PowerPoint、TXT、CSV(不含宏)' },
} as const satisfies Record<MediaKind, { maxBytes: number; formats: string }>;

/** A larger picture is taken up to this and made to fit. */
export const LARGEST_PICTURE_BYTES = 30 * MIB;

export const MediaView = z.object({
  id: Id,
  kind: MediaKind,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
  createdAt: Timestamp,
  /** Address of the content, for previews. */
  url: z.string(),
  /** A small picture of it; null for what is no picture. */
  thumbnailUrl: z.string().nullable(),
});
export type MediaView = z.infer<typeof MediaView>;

/**
 * The request body is the file itself (`fetch(url, { method: 'POST', body: file })`), not a form. The kind is checked against the
 * content, whatever the name says.
 */
export const uploadMedia = endpoint({
  method: 'POST',
  path: '/api/media',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Upload a picture, video or file to send to customers',
  query: z.object({ kind: MediaKind, name: z.string().trim().min(1).max(120) }),
  response: MediaView,
});

export const getMedia = endpoint({
  method: 'GET',
  path: '/api/media/:mediaId',
  audience: 'member',
  summary: 'What is known of an uploaded file',
  params: z.object({ mediaId: Id }),
  response: MediaView,
});

/** Answers the bytes with their own type; files are offered for download, never shown inside the page. */
export const getMediaContent = endpoint({
  method: 'GET',
  path: '/api/media/:mediaId/content',
  audience: 'member',
  summary: 'The uploaded file itself',
  params: z.object({ mediaId: Id }),
  response: z.undefined(),
});

/** For lists: some 20 KB instead of up to 10 MB. Made at the first look and kept for ever. */
export const getMediaThumbnail = endpoint({
  method: 'GET',
  path: '/api/media/:mediaId/thumbnail',
  audience: 'member',
  summary: 'A small picture of an uploaded one',
  params: z.object({ mediaId: Id }),
  response: z.undefined(),
});
