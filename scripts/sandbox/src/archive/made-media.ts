/** Files that are what they say, of any size, the same for the same seed. Formats as in the archive: jpg, amr, mp4, gif (doc 91774). */
import { createHash } from 'node:crypto';
import type { ArchivedFile } from './file-id.ts';

/** One grey pixel. */
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==',
  'base64',
);
/** One transparent pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const amrHead = Buffer.from('#!AMR\n', 'ascii');
/** A frame of 20 ms at 12.2 kbit/s, silence. */
const amrFrame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)]);
const amrFramesPerSecond = 50;
const mostComment = 65_533;

export function makeMedia({ kind, seed, size }: ArchivedFile): Buffer {
  switch (kind) {
    case 'image':
      return grownJpeg(seed, size);
    case 'emotion':
      return gif;
    case 'voice':
      return Buffer.concat([amrHead, ...Array.from({ length: Math.ceil(size / amrFrame.length) }, () => amrFrame)]);
    case 'video':
      return mp4(seed, size);
    default:
      return plainText(seed, size);
  }
}

/** Bytes of a voice message of so many seconds. */
export const voiceBytes = (seconds: number): number => seconds * amrFramesPerSecond * amrFrame.length;

/** Comment segments after the first marker: a picture of any weight that every program still opens. */
function grownJpeg(seed: string, size: number): Buffer {
  const parts: Buffer[] = [jpeg.subarray(0, 2)];
  for (let left = size - jpeg.length, part = 0; left > 4; part += 1) {
    const length = Math.min(left - 4, mostComment);
    const head = Buffer.from([0xff, 0xfe, 0, 0]);
    head.writeUInt16BE(length + 2, 2);
    parts.push(head, noise(`${seed} ${part}`, length));
    left -= length + 4;
  }
  return Buffer.concat([...parts, jpeg.subarray(2)]);
}

/** A header and a box of noise: enough for whoever looks at the first bytes, nothing to play. */
function mp4(seed: string, size: number): Buffer {
  const head = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1');
  const content = noise(seed, Math.max(size - head.length - 8, 0));
  const box = Buffer.from('\0\0\0\0mdat', 'latin1');
  box.writeUInt32BE(content.length + 8);
  return Buffer.concat([head, box, content]);
}

function plainText(seed: string, size: number): Buffer {
  const line = Buffer.from(`${seed}\r\n`, 'utf8');
  return Buffer.alloc(size, line);
}

/** Bytes without pattern. */
function noise(seed: string, length: number): Buffer {
  return createHash('shake128', { outputLength: length }).update(seed).digest();
}
