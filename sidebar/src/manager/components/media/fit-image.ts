import { limits } from './media-rules.ts';

/** Longest side of a picture after it was made to fit, px: sharp on every phone, far below the limit. */
const LONGEST = 2560;
const QUALITIES = [0.9, 0.8, 0.65];
/** Larger ones would stop the page. */
const MAX_READ = 60 * 1024 * 1024;

const isTaken = (name: string) => /\.(jpe?g|png)$/i.test(name);
const isPicture = (name: string) => /\.(jpe?g|png|webp|gif|bmp)$/i.test(name);

/** Whether a picture can be used, as it is or made smaller. */
export function canBeFitted({ name, size }: { name: string; size: number }): boolean {
  return isPicture(name) && size > 5 && size <= MAX_READ;
}

/** WeCom takes JPG and PNG up to its limit: other pictures are drawn anew. */
export function needsFitting({ name, size }: { name: string; size: number }): boolean {
  return isPicture(name) && (!isTaken(name) || size > limits.image.maxBytes);
}

/** The size after fitting: never enlarged. */
export function fittedSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The same picture as WeCom takes it; as it is where nothing is to be done. Throws when the browser cannot read it. */
export async function fitImage(file: File): Promise<File> {
  if (!needsFitting(file)) return file;
  const picture = await createImageBitmap(file);
  const { width, height } = fittedSize(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  // JPEG knows no transparency: what shone through is white, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  for (const quality of QUALITIES) {
    const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
    if (bytes && bytes.size <= limits.image.maxBytes)
      return new File([bytes], `${file.name.replace(/\.[^.]+$/, '')}.jpg`, { type: 'image/jpeg' });
  }
  throw new Error('still too large');
}
