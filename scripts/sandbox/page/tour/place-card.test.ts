import { expect, test } from 'vitest';
import { placeCard } from './place-card.ts';

const desktop = { width: 1440, height: 900 };

test.each([
  ['beside the phone', { left: 30, top: 100, width: 300, height: 500 }],
  ['beside the sidebar at the right edge', { left: 1050, top: 100, width: 370, height: 500 }],
  ['above the strip that spans the window', { left: 0, top: 690, width: 1440, height: 210 }],
])('the card stands %s without covering it', (_, target) => {
  const card = placeCard(target, desktop.width, desktop.height);
  const beside = card.left >= target.left + target.width || card.left + card.width <= target.left;
  expect(beside || card.top + 200 <= target.top).toBe(true);
  expect(card.left).toBeGreaterThanOrEqual(0);
  expect(card.left + card.width).toBeLessThanOrEqual(desktop.width);
});

test('on a phone the card stays inside the window', () => {
  const card = placeCard({ left: 10, top: 60, width: 370, height: 700 }, 390, 844);
  expect(card.left).toBeGreaterThanOrEqual(0);
  expect(card.left + card.width).toBeLessThanOrEqual(390);
  expect(card.top).toBeGreaterThanOrEqual(0);
});
