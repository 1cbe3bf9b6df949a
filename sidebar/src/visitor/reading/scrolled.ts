/** Above or at the lower edge of the window: further down they change nothing of what has been in view. */
function hasPictureOnItsWay(element: Element): boolean {
  return [...element.querySelectorAll('img')].some(
    (picture) =>
      !picture.complete && !picture.classList.contains('broken') && picture.getBoundingClientRect().top <= innerHeight,
  );
}

/** How much of an element has been in view, from its top to the lower edge of the window; 0 while that cannot be told. */
export function scrolledPercent(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  if (height <= 0) return 100;
  // Pictures that are on their way have no height yet: what looks like the end is not.
  if (hasPictureOnItsWay(element)) return 0;
  return Math.max(0, Math.min(100, ((innerHeight - top) / height) * 100));
}
