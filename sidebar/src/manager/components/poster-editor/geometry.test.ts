import type { PosterElement } from '@zhike/shared/contracts/poster';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newElement } from './elements.ts';
import { handles, moved, resized, snapped } from './geometry.ts';

const empty = {
  width: 750,
  height: 1334,
  background: { color: '#FFFFFF', toColor: null, assetId: null },
  elements: [],
};
const at = (kind: PosterElement['kind'], place: Partial<PosterElement> = {}) =>
  ({ ...newElement(empty, kind), ...place }) as PosterElement;

test('a text and a code stay on the poster, a shape stays in sight', () => {
  expect(moved(at('text', { x: 0, w: 400 }), 9_999, -9_999, empty)).toMatchObject({ x: 350, y: 0 });
  expect(moved(at('shape', { x: 0, w: 200 }), -9_999, 0, empty)).toMatchObject({ x: -188 });
});

test('what is nearly in the middle is taken there, and in line with others', () => {
  const other = at('shape', { id: 'other', x: 40, y: 500, w: 100, h: 100 });
  const design = { ...empty, elements: [other] };
  expect(snapped(at('shape', { x: 279, y: 804, w: 200, h: 200 }), design)).toMatchObject({ x: 275, y: 804 });
  expect(snapped(at('shape', { x: 43, y: 802, w: 200, h: 200 }), design)).toMatchObject({ x: 40, y: 802 });
});

test('pulling at a corner leaves the opposite one where it is; codes stay square and large enough to be read', () => {
  const code = at('qr', { x: 100, y: 100, w: 200, h: 200 });
  expect(resized(code, 'nw', 30, 10, empty)).toMatchObject({ x: 110, y: 110, w: 190, h: 190 });
  expect(resized(code, 'se', -500, -500, empty)).toMatchObject({ x: 100, y: 100, w: 150, h: 150 });
  expect(resized(code, 'e', 40, 999, empty)).toMatchObject({ w: 240, h: 240 });
});

test('a text box is never lower than its smallest line', () => {
  expect(resized(at('text', { h: 80 }), 's', 0, -999, empty)).toMatchObject({ h: 31 });
});

test('whatever is pulled how far, a text stays on the poster and the opposite side where it was', () => {
  const distance = fc.integer({ min: -2_000, max: 2_000 });
  fc.assert(
    fc.property(fc.constantFrom(...handles), distance, distance, (handle, dx, dy) => {
      const before = at('text', { x: 100, y: 200, w: 300, h: 90 });
      const { x, y, w, h } = resized(before, handle, dx, dy, empty);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(750);
      expect(y + h).toBeLessThanOrEqual(1334);
      if (!handle.includes('w')) expect(x).toBe(100);
      if (!handle.includes('e')) expect(x + w).toBe(400);
      if (!handle.includes('n')) expect(y).toBe(200);
      if (!handle.includes('s')) expect(y + h).toBe(290);
    }),
  );
});
