/** How much of an element has been in view, from its top to the lower edge of the window. */
export function scrolledPercent(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  if (height <= 0) return 100;
  return Math.max(0, Math.min(100, ((innerHeight - top) / height) * 100));
}
