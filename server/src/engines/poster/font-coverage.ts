import { closeSync, openSync, readSync } from 'node:fs';

/** The code points that a TrueType font has a sign for, read from its `cmap` alone. */
export class FontCoverage {
  /** Pairs of first and last, ascending. */
  private constructor(private readonly ranges: readonly [number, number][]) {}

  static read(file: string): FontCoverage {
    const descriptor = openSync(file, 'r');
    try {
      const read = (at: number, length: number) => {
        const bytes = Buffer.alloc(length);
        readSync(descriptor, bytes, 0, length, at);
        return bytes;
      };
      const count = read(4, 2).readUInt16BE(0);
      const tables = read(12, count * 16);
      for (let index = 0; index < count; index += 1) {
        const entry = tables.subarray(index * 16, index * 16 + 16);
        if (entry.toString('latin1', 0, 4) !== 'cmap') continue;
        return new FontCoverage(rangesOf(read(entry.readUInt32BE(8), entry.readUInt32BE(12))));
      }
    } finally {
      closeSync(descriptor);
    }
    throw new Error(`no cmap in ${file}`);
  }

  has(codePoint: number): boolean {
    let [low, high] = [0, this.ranges.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = this.ranges[middle]!;
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  }
}

/** Segmented coverage (format 12): every font that reaches beyond the first 65,536 code points has it. */
function rangesOf(cmap: Buffer): [number, number][] {
  const subtables = cmap.readUInt16BE(2);
  for (let index = 0; index < subtables; index += 1) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(at) !== 12) continue;
    const groups = cmap.readUInt32BE(at + 12);
    return Array.from({ length: groups }, (_, group) => {
      const start = at + 16 + group * 12;
      return [cmap.readUInt32BE(start), cmap.readUInt32BE(start + 4)];
    });
  }
  throw new Error('no cmap of format 12');
}
