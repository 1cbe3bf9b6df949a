import type { PosterDesign, PosterElement } from '@zhike/shared/contracts/poster';

/** The side or corner that is pulled. */
export type Handle = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';
export const handles: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

type Size = Pick<PosterDesign, 'width' | 'height'>;

/** Of an element that may reach beyond the poster, so much stays on it and can be taken hold of. */
const IN_SIGHT = 12;
const SMALLEST = 12;
/** As the contract has it: `posterLimits.qrSide`. */
export const SMALLEST_CODE = 150;
/** Edges and middles this near are meant, pixels of the poster. */
const SNAP = 6;

const staysInside = ({ kind }: PosterElement) => kind === 'text' || kind === 'qr';
const staysSquare = ({ kind }: PosterElement) => kind === 'qr' || kind === 'avatar';
const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), Math.max(min, max));

/** Moved by so many pixels, as far as the poster allows. */
export function moved<Element extends PosterElement>(element: Element, dx: number, dy: number, size: Size): Element {
  const room = staysInside(element) ? { w: element.w, h: element.h } : { w: IN_SIGHT, h: IN_SIGHT };
  return {
    ...element,
    x: clamp(Math.round(element.x + dx), room.w - element.w, size.width - room.w),
    y: clamp(Math.round(element.y + dy), room.h - element.h, size.height - room.h),
  };
}

/** Takes an element that is nearly there to the edge or the middle of the poster, or in line with another one. */
export function snapped<Element extends PosterElement>(element: Element, design: PosterDesign): Element {
  const others = design.elements.filter(({ id }) => id !== element.id);
  const x = nearest(
    element.x,
    element.w,
    design.width,
    others.map((one) => [one.x, one.w]),
  );
  const y = nearest(
    element.y,
    element.h,
    design.height,
    others.map((one) => [one.y, one.h]),
  );
  return { ...element, x, y };
}

function nearest(at: number, length: number, whole: number, others: readonly (readonly [number, number])[]): number {
  const starts = [0, whole - length, (whole - length) / 2];
  for (const [start, long] of others) starts.push(start, start + long - length, start + (long - length) / 2);
  const best = starts.reduce((one, other) => (Math.abs(other - at) < Math.abs(one - at) ? other : one));
  return Math.abs(best - at) <= SNAP ? Math.round(best) : at;
}

/** Pulled at a handle by so many pixels; the opposite side stays. Codes and avatars stay square. */
export function resized<Element extends PosterElement>(
  element: Element,
  handle: Handle,
  dx: number,
  dy: number,
  size: Size,
): Element {
  const least = smallest(element);
  const inside = staysInside(element);
  const right = element.x + element.w;
  const foot = element.y + element.h;
  // What each side can take at most.
  const most = inside
    ? {
        w: handle.includes('w') ? right : size.width - element.x,
        h: handle.includes('n') ? foot : size.height - element.y,
      }
    : { w: 2 * size.width, h: 2 * size.height };
  let w = element.w + (handle.includes('e') ? dx : handle.includes('w') ? -dx : 0);
  let h = element.h + (handle.includes('s') ? dy : handle.includes('n') ? -dy : 0);
  if (staysSquare(element)) {
    const wanted = handle === 'n' || handle === 's' ? h : handle === 'e' || handle === 'w' ? w : Math.max(w, h);
    w = h = clamp(wanted, Math.max(least.w, least.h), Math.min(most.w, most.h));
  }
  w = Math.round(clamp(w, least.w, most.w));
  h = Math.round(clamp(h, least.h, most.h));
  return {
    ...element,
    x: handle.includes('w') ? right - w : element.x,
    y: handle.includes('n') ? foot - h : element.y,
    w,
    h,
  };
}

function smallest(element: PosterElement): { w: number; h: number } {
  if (element.kind === 'qr') return { w: SMALLEST_CODE, h: SMALLEST_CODE };
  if (element.kind === 'text') return { w: SMALLEST, h: Math.ceil(element.minSize * element.lineHeight) };
  if (element.kind === 'shape') return { w: 4, h: 4 };
  return { w: SMALLEST, h: SMALLEST };
}
