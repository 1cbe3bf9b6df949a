import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import jpeg from 'jpeg-js';
import { nameOfPage, type PageSize } from './page-files.ts';

/** What the child is asked, once. */
export interface RenderTask {
  pdf: string;
  /** An empty folder that is its own. */
  into: string;
  maxPages: number;
}

/** A page is done, all are, or it cannot be done. */
export type RenderNews =
  | { page: number; of: number }
  | { sizes: PageSize[] }
  | { problem: 'encrypted' | 'too_many_pages' | 'unreadable' };

const PAGE_WIDTH = 1080;
/** A page of an endless roll must not fill the memory. */
const MAX_PIXELS = 8_000_000;
const THUMBNAIL_WIDTH = 270;
const QUALITY = 80;
/** Before the folder gets its name: a machine that loses its power must not keep empty images under it. */
const ON_DISK = { flush: true };

/** The process that holds the renderer: started by `render-pages.ts` for one file, and killed by it when it hangs or grows. */
process.once('message', (task: RenderTask) => {
  render(task)
    .then(say)
    // Whatever the file has done to the renderer: it is the file's fault, and this process ends anyway.
    .catch(() => say({ problem: 'unreadable' }))
    .finally(() => process.disconnect());
});
process.on('disconnect', () => process.exit(0));

function say(news: RenderNews): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(news, () => resolve());
    else resolve();
  });
}

async function render({ pdf, into, maxPages }: RenderTask): Promise<RenderNews> {
  const library = await PDFiumLibrary.init();
  const opened = await open(library, await readFile(pdf));
  if ('problem' in opened) return opened;
  const count = opened.document.getPageCount();
  if (count > maxPages) return { problem: 'too_many_pages' };
  if (count === 0) return { problem: 'unreadable' };
  await mkdir(into, { recursive: true });
  const sizes: PageSize[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = opened.document.getPage(index);
    const size = page.getOriginalSize();
    const scale = scaleOf(size.originalWidth, size.originalHeight);
    const drawn = await page.render({ scale, render: 'bitmap' });
    // RGBA on white.
    const image = { data: Buffer.from(drawn.data), width: drawn.width, height: drawn.height };
    await writeFile(join(into, nameOfPage(index + 1, false)), jpeg.encode(image, QUALITY).data, ON_DISK);
    await writeFile(join(into, nameOfPage(index + 1, true)), jpeg.encode(shrink(image), QUALITY).data, ON_DISK);
    sizes.push({ width: drawn.width, height: drawn.height });
    await say({ page: index + 1, of: count });
  }
  return { sizes };
}

async function open(
  library: PDFiumLibrary,
  bytes: Buffer,
): Promise<{ document: PDFiumDocument } | { problem: 'encrypted' | 'unreadable' }> {
  try {
    return { document: await library.loadDocument(bytes) };
  } catch (error) {
    return { problem: /password/i.test(String(error)) ? 'encrypted' : 'unreadable' };
  }
}

function scaleOf(width: number, height: number): number {
  if (!(width > 0 && height > 0)) throw new Error('a page without a size');
  const wanted = PAGE_WIDTH / width;
  return Math.min(wanted, Math.sqrt(MAX_PIXELS / (width * height)));
}

interface Image {
  data: Buffer;
  width: number;
  height: number;
}

/** Each pixel is the mean of those it stands for. */
function shrink({ data, width, height }: Image): Image {
  const factor = Math.max(1, width / THUMBNAIL_WIDTH);
  const [w, h] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const small = Buffer.alloc(w * h * 4, 255);
  for (let y = 0; y < h; y += 1) {
    const [top, bottom] = spanOf(y, factor, height);
    for (let x = 0; x < w; x += 1) {
      const [left, right] = spanOf(x, factor, width);
      const sums = [0, 0, 0];
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1)
          for (let part = 0; part < 3; part += 1) sums[part]! += data[(row * width + column) * 4 + part]!;
      const pixels = (bottom - top) * (right - left);
      for (let part = 0; part < 3; part += 1) small[(y * w + x) * 4 + part] = Math.round(sums[part]! / pixels);
    }
  }
  return { data: small, width: w, height: h };
}

function spanOf(index: number, factor: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.floor(index * factor));
  return [from, Math.max(from + 1, Math.min(length, Math.floor((index + 1) * factor)))];
}
