import { join } from 'node:path';
import { createFolderStore } from './folder-store.ts';
import type { ObjectStore } from './object-store.ts';
import { createS3Store, type S3Settings } from './s3-store.ts';

/** The configured store for what is new, and whatever else may hold what is older. */
export interface ObjectStores {
  current: ObjectStore;
  /** null where this store is not configured (any more). */
  named(name: ObjectStore['name']): ObjectStore | null;
  /** A folder for files on their way, on the disk of the folder store. */
  stagingFolder: string;
}

export function createObjectStores(
  dataDir: string,
  { store, s3 }: { store: ObjectStore['name']; s3: S3Settings | null },
): ObjectStores {
  const folder = createFolderStore(join(dataDir, 'files'));
  const bucket = s3 ? createS3Store(s3) : null;
  return {
    current: store === 's3' && bucket ? bucket : folder,
    named: (name) => (name === 's3' ? bucket : folder),
    // Names that begin with a dot are not part of a backup.
    stagingFolder: join(dataDir, 'files', '.incoming'),
  };
}
