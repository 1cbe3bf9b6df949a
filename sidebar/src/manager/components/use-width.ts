import { type RefObject, useEffect, useState } from 'react';

/** How wide an element stands on screen, px; drawings that hold text are made for it, not scaled to it. */
export function useWidth(element: RefObject<HTMLElement | null>, first: number): number {
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const watch = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(240, Math.floor(entry.contentRect.width))),
    );
    watch.observe(box);
    return () => watch.disconnect();
  }, [element]);
  return width;
}
