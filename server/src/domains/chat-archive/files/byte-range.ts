import type { ByteRange } from '../../../platform/object-store/object-store.ts';

/**
 * What a Range header asks for (RFC 9110, 14.2): one range of bytes. `whole` where there is none, or one that need not be understood;
 * `none` where nothing of the file is in it.
 */
export function readRange(header: string, size: number): ByteRange | 'whole' | 'none' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'none' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first >= size ? 'none' : { first, last };
}
