import { readFile } from 'node:fs/promises';
import { pathOfPoster } from '../../../engines/poster/poster-files.ts';
import { command } from '../../command.ts';
import { PosterUploadRow } from '../entity.ts';

/** Below the lease of a claimed command, so that no other process takes over an upload that is still running. */
const UPLOAD_MS = 45_000;

/** Brings a drawn poster to WeCom, for the rep who is about to send it. */
export const uploadPoster = command<{ sha256: string }, { mediaId: string } | null>({
  name: 'upload-poster',
  repeatIsHarmless: '重复上传只会得到一个新的素材编号,旧的编号到期前仍然可用',
  serialKey: ({ sha256 }) => `poster:${sha256.slice(0, 32)}`,
  async send({ sha256 }, { config, wecom }) {
    const bytes = await readFile(pathOfPoster(config.dataDir, sha256)).catch((error: NodeJS.ErrnoException) => {
      // Swept meanwhile: whoever still wants it has it drawn anew, and asks again.
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!bytes) return null;
    return wecom.media.upload(
      'image',
      { fileName: '海报.png', mimeType: 'image/png', bytes },
      { timeoutMs: UPLOAD_MS, lane: 'normal' },
    );
  },
  async onDone(tx, { sha256 }, uploaded, now) {
    if (!uploaded) return;
    await tx.update(PosterUploadRow, { sha256 }, { mediaId: uploaded.mediaId, mediaIdAt: now });
  },
});
