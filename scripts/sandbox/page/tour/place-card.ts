interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const CARD_WIDTH = 300;
/** Tall enough for the longest text. */
const CARD_HEIGHT = 200;
const GAP = 18;

/** Beside the target where there is room, else above or below it; always inside the window (all px). */
export function placeCard(
  target: Box | null,
  windowWidth: number,
  windowHeight: number,
): { left: number; top: number; width: number } {
  const width = Math.min(CARD_WIDTH, windowWidth - 2 * GAP);
  if (!target) return { left: (windowWidth - width) / 2, top: Math.max(GAP, windowHeight - CARD_HEIGHT - GAP), width };
  const right = target.left + target.width;
  const bottom = target.top + target.height;
  const clampTop = (top: number) => clamp(top, GAP, windowHeight - CARD_HEIGHT - GAP);
  const clampLeft = (left: number) => clamp(left, GAP, windowWidth - width - GAP);
  const middle = clampTop(target.top + Math.min(target.height, windowHeight) / 2 - CARD_HEIGHT / 2);
  if (right + GAP + width < windowWidth) return { left: right + GAP, top: middle, width };
  if (target.left - GAP - width > 0) return { left: target.left - GAP - width, top: middle, width };
  const left = clampLeft(target.left + target.width / 2 - width / 2);
  const above = target.top - GAP - CARD_HEIGHT;
  return { left, top: above > 0 ? above : clampTop(bottom + GAP), width };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}
