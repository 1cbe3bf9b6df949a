import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Checksums, noteChecksum, writeChecksums } from './checksums.ts';
import { saveFiles } from './files.ts';
import { FORMAT, MANIFEST, type Manifest, releaseVersion, writeManifest } from './manifest.ts';
import { dumpMysql } from './mysql-dump.ts';
import { dumpSqlite } from './sqlite.ts';

export interface BackupOptions {
  databaseUrl: string;
  dataDir: string;
  /** Where the backup goes; must not exist. */
  folder: string;
  /** Epoch ms. */
  now: number;
}

/**
 * Writes one consistent backup while servers go on working. It has its name only when it is whole: until then the folder is
 * called `….unfinished`. The data key is not in it.
 */
export async function createBackup({ databaseUrl, dataDir, folder, now }: BackupOptions): Promise<Manifest> {
  const draft = `${folder}.unfinished`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    const checksums: Checksums = new Map();
    const isSqlite = databaseUrl.startsWith('sqlite:');
    const database = await (isSqlite ? dumpSqlite : dumpMysql)(databaseUrl, draft, checksums);
    const manifest: Manifest = {
      format: FORMAT,
      version: releaseVersion(),
      createdAt: new Date(now).toISOString(),
      engine: isSqlite ? 'sqlite' : 'mysql',
      ...database,
      files: await saveFiles(dataDir, draft, checksums),
    };
    await writeManifest(draft, manifest);
    await noteChecksum(draft, MANIFEST, checksums);
    await writeChecksums(draft, checksums);
    await rename(draft, folder);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}
