import { crc32, deflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';

/** A photo: noise that no encoder makes small, the same each time. */
export function noisyJpeg(width: number, height: number, quality = 95): Buffer {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  const image = pen.createImageData(width, height);
  let state = 1;
  for (let index = 0; index < image.data.length; index += 4) {
    state = (state * 48_271) % 2_147_483_647;
    image.data[index] = state & 255;
    image.data[index + 1] = (state >> 8) & 255;
    image.data[index + 2] = (state >> 16) & 255;
    image.data[index + 3] = 255;
  }
  pen.putImageData(image, 0, 0);
  return canvas.toBuffer('image/jpeg', quality);
}

/** A valid PNG of one colour, one bit a pixel: however large it is unpacked, the file is small. */
export function whitePng(width: number, height: number): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(width / 8), 0xff);
  row[0] = 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
