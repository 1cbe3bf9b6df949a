/** Media: doc 90253, 90254, 90256, 95098. */
import { readUploadedFile, type UploadedFile } from '../http/multipart.ts';
import type { Media } from '../world/types.ts';
import { BinaryReply, type Call, type Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { pictureSize, videoSeconds } from './media-measures.ts';
import { isExpired, mediaUrl, storeMedia } from './media-store.ts';

const megabyte = 1024 * 1024;
const smallest = 5;
const dayMs = 24 * 3_600_000;

const rules: Record<Media['type'], { max: number; extensions: RegExp | null }> = {
  image: { max: 10 * megabyte, extensions: /\.(jpe?g|png)$/i },
  voice: { max: 2 * megabyte, extensions: /\.amr$/i },
  video: { max: 10 * megabyte, extensions: /\.mp4$/i },
  file: { max: 20 * megabyte, extensions: null },
};

export const mediaUpload: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/media/upload',
  doc: '90253',
  title: '上传临时素材',
  token: 'app',
  rawBody: true,
  errors: [40004, 40006, 44001, 45001],
  handle(call) {
    const type = mediaType(call.query.text('type'));
    const file = uploaded(call, type, rules[type].max);
    const media = storeMedia(call.sandbox, { kind: 'media', type, ...stored(file) });
    // A string in the documents' samples.
    return { type, media_id: media.mediaId, created_at: String(Math.floor(media.createdAt / 1_000)) };
  },
};

export const mediaUploadAttachment: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/media/upload_attachment',
  doc: '95098',
  title: '上传附件资源',
  token: 'customer',
  rawBody: true,
  errors: [40004, 40006, 41081, 41082, 44001, 45001],
  handle(call) {
    const type = mediaType(call.query.text('media_type'));
    const use = call.query.int('attachment_type', { missing: 40063, min: 1, max: 2 });
    if (type === 'voice' || (use === 2 && type !== 'image') || (use === 1 && type === 'file')) fail(40004);
    const file = uploaded(call, type, 10 * megabyte);
    if (use === 1) checkForMoment(type, file.bytes);
    const media = storeMedia(call.sandbox, { kind: 'attachment', type, use: use === 1 ? 1 : 2, ...stored(file) });
    return { type, media_id: media.mediaId, created_at: Math.floor(media.createdAt / 1_000) };
  },
};

/** The URL stays for ever and shows only inside WeCom; here the sandbox serves it. */
export const mediaUploadImage: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/media/uploadimg',
  doc: '90256',
  title: '上传图片',
  token: 'app',
  rawBody: true,
  errors: [40004, 40006, 44001, 45001, 45009],
  handle(call) {
    const { sandbox, now } = call;
    const file = uploaded(call, 'image', 2 * megabyte);
    if (sandbox.rates.countIn('uploadimg day', now, dayMs) > sandbox.limits.uploadImgPerDay) fail(45009);
    if (sandbox.rates.countIn('uploadimg month', now, 30 * dayMs) > sandbox.limits.uploadImgPerMonth) fail(45009);
    return { url: mediaUrl(sandbox, storeMedia(sandbox, { kind: 'image_url', type: 'image', ...stored(file) })) };
  },
};

export const mediaGet: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/media/get',
  doc: '90254',
  title: '下载临时素材',
  token: 'app',
  errors: [40007, 40145, 40146],
  handle({ sandbox, query, request }) {
    const media = sandbox.world.media.get(query.required('media_id'));
    if (!media || media.kind === 'image_url') return fail(40007);
    if (isExpired(sandbox, media)) fail(40145);
    const bytes = Buffer.from(media.base64, 'base64');
    const headers = { 'content-disposition': `attachment; filename="${encodeURIComponent(media.filename)}"` };
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (!range) return new BinaryReply(bytes, media.contentType, headers);
    const from = Number(range[1]);
    const to = range[2] ? Math.min(Number(range[2]), bytes.length - 1) : bytes.length - 1;
    // Pieces start on multiples of 16 bytes and, but for the last one, end there.
    if (from % 16 !== 0 || (to !== bytes.length - 1 && (to + 1) % 16 !== 0) || from > to) fail(40146);
    const contentRange = `bytes ${from}-${to}/${bytes.length}`;
    return new BinaryReply(
      bytes.subarray(from, to + 1),
      media.contentType,
      { ...headers, 'content-range': contentRange },
      206,
    );
  },
};

export const mediaEndpoints = [mediaUpload, mediaUploadAttachment, mediaUploadImage, mediaGet];

/** Pictures of at most 10,800 × 1,080 pixels, videos of at most 30 seconds. What cannot be measured is let through. */
function checkForMoment(type: Media['type'], bytes: Buffer): void {
  const size = type === 'image' ? pictureSize(bytes) : undefined;
  if (size && (Math.max(size.width, size.height) > 10_800 || Math.min(size.width, size.height) > 1_080)) fail(41081);
  if (type === 'video' && (videoSeconds(bytes) ?? 0) > 30) fail(41082);
}

function mediaType(type: string): Media['type'] {
  return type === 'image' || type === 'voice' || type === 'video' || type === 'file' ? type : fail(40004, type);
}

function uploaded(call: Call, type: Media['type'], max: number): UploadedFile {
  const file = readUploadedFile(call.request.headers['content-type'] ?? '', call.bytes);
  if (!file || file.bytes.length === 0) return fail(44001);
  if (file.bytes.length <= smallest) fail(40006);
  if (file.bytes.length > max) fail(45001);
  const { extensions } = rules[type];
  if (extensions && !extensions.test(file.filename) && !looksLike(type, file.bytes)) fail(40004, file.filename);
  return file;
}

function stored(file: UploadedFile): Pick<Media, 'filename' | 'contentType'> & { bytes: Buffer } {
  return { filename: file.filename, contentType: contentTypeOf(file), bytes: file.bytes };
}

/** Some SDKs send no extension: then the first bytes decide. */
function looksLike(type: Media['type'], bytes: Buffer): boolean {
  if (type === 'image') return isPng(bytes) || isJpeg(bytes);
  if (type === 'video') return bytes.subarray(4, 8).toString('latin1') === 'ftyp';
  return type === 'voice' && bytes.subarray(0, 5).toString('latin1') === '#!AMR';
}

export function contentTypeOf(file: UploadedFile): string {
  if (isPng(file.bytes)) return 'image/png';
  if (isJpeg(file.bytes)) return 'image/jpeg';
  // What people upload is served on the sandbox's own origin: never as a page or script.
  return /^(image|video|audio)\//.test(file.contentType) && !file.contentType.includes('svg')
    ? file.contentType
    : 'application/octet-stream';
}

const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
const isJpeg = (bytes: Buffer): boolean => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
