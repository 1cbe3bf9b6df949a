import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedKey, type ObjectStore } from './object-store.ts';

/** Files in a folder of this machine, or one that all machines mount. A draft begins with a dot until it is whole. */
export function createFolderStore(folder: string): ObjectStore {
  const pathOf = (key: string) => join(folder, checkedKey(key));
  return {
    name: 'folder',
    async put(key, file) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      await sync(file.path);
      await rename(file.path, path).catch(async (error: NodeJS.ErrnoException) => {
        // Staged on another disk: then a copy beside its place, and the rename there.
        if (error.code !== 'EXDEV') throw error;
        const draft = join(dirname(path), `.${key.slice(key.lastIndexOf('/') + 1)}`);
        await copyFile(file.path, draft);
        await sync(draft);
        await rename(draft, path);
      });
      await sync(dirname(path));
    },
    async read(key, range) {
      const path = pathOf(key);
      const found = await stat(path).catch(nothingThere);
      if (!found) return null;
      return createReadStream(path, range ? { start: range.first, end: range.last } : {});
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

/** A rename may survive a power cut when what it names does not: bytes first, then the folder that names them. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
