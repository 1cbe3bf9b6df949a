import { rm, stat } from 'node:fs/promises';
import { command } from '../../command.ts';
import { MediaAssetRow } from '../entity.ts';
import { pathOfBytes } from '../files.ts';

/** Bytes that have just been written again get their row in a moment. */
const YOUNG_MS = 3_600_000;

/** Deletes files that no asset names any more: after the commit that took the last one away. */
export const forgetBytes = command<{ sha256s: string[] }, null>({
  name: 'forget-media-bytes',
  repeatIsHarmless: '已删除的文件再删一次没有影响,仍在使用的文件不会删',
  serialKey: () => 'media-bytes',
  async send({ sha256s }, { db, config, clock }) {
    for (const sha256 of sha256s) {
      if (await db.read.existsBy(MediaAssetRow, { sha256 })) continue;
      const path = pathOfBytes(config.dataDir, sha256);
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (found && clock.machineNow() - found.mtimeMs > YOUNG_MS) await rm(path, { force: true });
    }
    return null;
  },
});
