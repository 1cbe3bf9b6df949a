import { crc32, deflateSync } from 'node:zlib';

interface Pixels {
  width: number;
  height: number;
  /** Four bytes a pixel, opaque. */
  rgba: Uint8Array;
}

interface Color {
  red: number;
  green: number;
  blue: number;
  /** Pixels that have it. */
  count: number;
}

const MOST_COLORS = 256;
/** Backgrounds, borders and texts keep their exact colour; only what shades off shares the rest. */
const EXACT_COLORS = 96;
const CHANNELS = ['red', 'green', 'blue'] as const;

/** A PNG of at most 256 colours: screens are mostly flat, and take a third of the room this way. */
export function encodePalettePng({ width, height, rgba }: Pixels): Buffer {
  const { palette, indexOf } = choosePalette(countColors(rgba));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    // Each row begins with its filter: 0, none, which suits palettes best.
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf.get(keyAt(rgba, (y * width + x) * 4)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, palette, and the only compression, filtering and interlacing there are to choose plainly.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(({ red, green, blue }) => [red, green, blue]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const keyAt = (rgba: Uint8Array, at: number) => (rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!;
const keyOf = ({ red, green, blue }: Color) => (red << 16) | (green << 8) | blue;

/** The most frequent first. */
function countColors(rgba: Uint8Array): Color[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) counts.set(keyAt(rgba, at), (counts.get(keyAt(rgba, at)) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ red: key >> 16, green: (key >> 8) & 255, blue: key & 255, count }))
    .sort((a, b) => b.count - a.count);
}

function choosePalette(colors: Color[]): { palette: Color[]; indexOf: Map<number, number> } {
  const groups = [
    ...colors.slice(0, EXACT_COLORS).map((color) => [color]),
    ...cutAtMedians(colors.slice(EXACT_COLORS), MOST_COLORS - EXACT_COLORS),
  ];
  const indexOf = new Map(groups.flatMap((group, index) => group.map((color) => [keyOf(color), index] as const)));
  return { palette: groups.map(average), indexOf };
}

/** Cuts the group that differs most within itself, again and again (median cut). */
function cutAtMedians(colors: Color[], most: number): Color[][] {
  if (colors.length === 0) return [];
  const groups = [colors];
  while (groups.length < most) {
    const widest = groups.reduce((a, b) => (unrest(b) > unrest(a) ? b : a));
    if (widest.length < 2) break;
    groups.splice(groups.indexOf(widest), 1, ...cut(widest));
  }
  return groups;
}

const weightOf = (group: Color[]) => group.reduce((sum, { count }) => sum + count, 0);
const unrest = (group: Color[]) =>
  group.length < 2 ? 0 : rangeOf(group, widestChannel(group)) * Math.sqrt(weightOf(group));

function rangeOf(group: Color[], channel: (typeof CHANNELS)[number]): number {
  let [least, most] = [255, 0];
  for (const color of group) {
    least = Math.min(least, color[channel]);
    most = Math.max(most, color[channel]);
  }
  return most - least;
}

const widestChannel = (group: Color[]) => CHANNELS.reduce((a, b) => (rangeOf(group, b) > rangeOf(group, a) ? b : a));

function cut(group: Color[]): [Color[], Color[]] {
  const channel = widestChannel(group);
  const sorted = [...group].sort((a, b) => a[channel] - b[channel]);
  const half = weightOf(sorted) / 2;
  let passed = 0;
  const middle = sorted.findIndex(({ count }) => (passed += count) >= half);
  const at = Math.min(Math.max(middle, 1), sorted.length - 1);
  return [sorted.slice(0, at), sorted.slice(at)];
}

function average(group: Color[]): Color {
  const count = weightOf(group);
  const mean = (channel: (typeof CHANNELS)[number]) =>
    Math.round(group.reduce((sum, color) => sum + color[channel] * color.count, 0) / count);
  return { red: mean('red'), green: mean('green'), blue: mean('blue'), count };
}
