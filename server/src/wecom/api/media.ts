import { type CallOptions, type Download, fromSeconds, type FilePart, type WecomCaller } from '../call.ts';

export type MediaKind = 'image' | 'voice' | 'video' | 'file';

/** 临时素材 (docs 90253, 90254, 90256). An uploaded file is good for 3 days and for every app of the company. */
export function mediaApi(caller: WecomCaller) {
  return {
    /** image ≤ 10 MB JPG/PNG, voice ≤ 2 MB AMR, video ≤ 10 MB MP4, file ≤ 20 MB; all > 5 bytes. `uploadedAt` in epoch ms. */
    async upload(
      kind: MediaKind,
      file: FilePart,
      options: CallOptions = {},
    ): Promise<{ mediaId: string; uploadedAt: number | null }> {
      const reply = await caller.call<{ media_id: string; created_at?: string | number }>(
        { method: 'POST', path: '/cgi-bin/media/upload', effect: 'idempotent', query: { type: kind }, file },
        { timeoutMs: 60_000, ...options },
      );
      return { mediaId: reply.media_id, uploadedAt: fromSeconds(reply.created_at) };
    },

    /** For moments (doc 95098): image or video ≤ 10 MB, short side ≤ 1,080 px (41081), video ≤ 30 s. Its ids fit nowhere else. */
    async uploadForMoment(
      kind: 'image' | 'video',
      file: FilePart,
      options: CallOptions = {},
    ): Promise<{ mediaId: string }> {
      const reply = await caller.call<{ media_id: string }>(
        {
          method: 'POST',
          path: '/cgi-bin/media/upload_attachment',
          effect: 'idempotent',
          query: { media_type: kind, attachment_type: 1 },
          file,
        },
        { timeoutMs: 60_000, ...options },
      );
      return { mediaId: reply.media_id };
    },

    /** For pictures by address: permanent, ≤ 2 MB, shown only inside WeCom. 1,000 a day and 3,000 a month per company. */
    async uploadImage(file: FilePart, options: CallOptions = {}): Promise<{ url: string }> {
      const reply = await caller.call<{ url: string }>(
        { method: 'POST', path: '/cgi-bin/media/uploadimg', effect: 'idempotent', file },
        { timeoutMs: 60_000, ...options },
      );
      return { url: reply.url };
    },

    /** Up to 20 MB. 40007: unknown or older than 3 days. */
    async download(mediaId: string, options: CallOptions = {}): Promise<Download> {
      return caller.download(
        { method: 'GET', path: '/cgi-bin/media/get', effect: 'read', query: { media_id: mediaId } },
        { timeoutMs: 60_000, ...options },
      );
    },
  };
}
