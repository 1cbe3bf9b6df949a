/** Of `#RRGGBB`: 0 black … 1 white, as eyes see it (WCAG 2). */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** A reader wants dark squares on a light ground, and this much between them. */
const QR_CONTRAST = 4.5;

/** Many readers do not know light codes on a dark ground. */
export function isScannable(dark: string, light: string): boolean {
  return (luminance(light) + 0.05) / (luminance(dark) + 0.05) >= QR_CONTRAST;
}

/** Bytes that a code of version 1, 2 … holds at error correction M (ISO/IEC 18004, table 7). */
const QR_BYTES_M = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412];

/** A text of more bytes makes squares too small for a phone. */
export const QR_MOST_BYTES = QR_BYTES_M.at(-1)!;

/** Squares along one side of a code of so many bytes, without the quiet zone. */
export function qrSquares(bytes: number): number {
  const version = QR_BYTES_M.findIndex((most) => bytes <= most) + 1 || QR_BYTES_M.length;
  return 17 + 4 * version;
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Pixels that both cover. */
export function overlap(a: Box, b: Box): number {
  const wide = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}
