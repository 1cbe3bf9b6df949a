import { readFile, writeFile } from 'node:fs/promises';
import { createCanvas, Image } from '@napi-rs/canvas';
import { pictureSize } from '../poster/picture-size.ts';

/** A picture drawn anew, smaller. */
export interface PictureJob {
  from: string;
  into: string;
  /** Longest side, px; nothing is enlarged. */
  longest: number;
  as: 'webp' | 'jpeg';
  /** Tried one after the other until the result has at most `maxBytes`; percent. */
  qualities: readonly number[];
  maxBytes: number;
  maxPixels: number;
}

export type PictureProblem = 'too_many_pixels' | 'unreadable' | 'still_too_big' | 'timeout' | 'out_of_memory';
export type PictureAnswer = { size: number } | { problem: PictureProblem };

/** The process that unpacks pictures: started by `draw-smaller.ts` for one of them, and killed by it when it hangs or grows. */
process.once('message', (job: PictureJob) => {
  void draw(job)
    // Whatever the file has done to the decoder: it is the file's fault, and this process ends anyway.
    .catch((): PictureAnswer => ({ problem: 'unreadable' }))
    .then((answer) => process.send?.(answer, () => process.disconnect()));
});
process.on('disconnect', () => process.exit(0));

async function draw(job: PictureJob): Promise<PictureAnswer> {
  const bytes = await readFile(job.from);
  // By its header, before a single pixel is unpacked: a bomb is a small file.
  const told = pictureSize(bytes);
  if (!told) return { problem: 'unreadable' };
  if (told.width * told.height > job.maxPixels) return { problem: 'too_many_pixels' };
  const image = new Image();
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = reject;
    image.src = bytes;
  });
  const scale = Math.min(1, job.longest / Math.max(image.width, image.height, 1));
  const canvas = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  );
  const pen = canvas.getContext('2d');
  if (job.as === 'jpeg') {
    // JPEG knows no transparency: what shone through is white, not black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  for (const quality of job.qualities) {
    const drawn = job.as === 'webp' ? await canvas.encode('webp', quality) : await canvas.encode('jpeg', quality);
    if (drawn.length > job.maxBytes) continue;
    // On disk before it gets its name: a machine that loses its power must not keep an empty picture under it.
    await writeFile(job.into, drawn, { flush: true });
    return { size: drawn.length };
  }
  return { problem: 'still_too_big' };
}
