import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface PageSize {
  /** Pixels. */
  width: number;
  height: number;
}

/** Where the page images of a PDF lie, by the PDF's digest. */
export const folderOfPages = (dataDir: string, sha256: string) => join(dataDir, 'pages', sha256.slice(0, 2), sha256);

export const SIZES_FILE = 'pages.json';
export const nameOfPage = (page: number, isThumbnail: boolean) => `${page}${isThumbnail ? '-small' : ''}.jpg`;

/** The size of each page; null while they are not made. Written last: where it is, all images are. Half a file is none. */
export async function readPageSizes(dataDir: string, sha256: string): Promise<PageSize[] | null> {
  try {
    return JSON.parse(await readFile(join(folderOfPages(dataDir, sha256), SIZES_FILE), 'utf8')) as PageSize[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** null where there is no such page. */
export async function openPage(
  dataDir: string,
  sha256: string,
  page: number,
  isThumbnail: boolean,
): Promise<{ size: number; stream: Readable } | null> {
  const path = join(folderOfPages(dataDir, sha256), nameOfPage(page, isThumbnail));
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found ? { size: found.size, stream: createReadStream(path) } : null;
}
