import { type RefObject, useEffect, useRef } from 'react';

/** Runs `act` when the returned element comes near the visible part of `box`, while `isWaiting`. */
export function useComingIntoSight(
  box: RefObject<HTMLElement | null>,
  isWaiting: boolean,
  act: () => unknown,
): RefObject<HTMLDivElement> {
  const edge = useRef<HTMLDivElement>(null);
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  useEffect(() => {
    if (!isWaiting || !edge.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void newest.current(), {
      root: box.current,
      rootMargin: '240px 0px',
    });
    watch.observe(edge.current);
    return () => watch.disconnect();
  }, [isWaiting, box]);
  return edge;
}
