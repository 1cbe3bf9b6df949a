import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useIsVisible } from '../live/use-is-visible.ts';

/** Nearer to the end than this one reads the last message. */
const END_PX = 96;

interface LogFacts {
  /** Of the newest message there is, and of the newest that is shown. */
  lastPosition: number;
  shown: number;
  /** More follows what is shown: the log does not reach the end. */
  hasAfter: boolean;
  isFetching: boolean;
  /** Appends what has been said since. */
  readOn(): unknown;
}

/**
 * What is said while one reads is appended. Whoever reads the last message moves on with it; whoever reads elsewhere stays there and
 * may jump. Read only while the page can be seen: that somebody looked is written down.
 */
export function useNewMessages(
  box: RefObject<HTMLElement | null>,
  { lastPosition, shown, hasAfter, isFetching, readOn }: LogFacts,
): { isNewBelow: boolean; goToEnd(): void } {
  const isVisible = useIsVisible();
  const [isUnseen, setUnseen] = useState(false);
  const isAtEnd = useRef(true);
  // What was there as the log opened has been read with it. Some may not be shown to anybody: each position is asked for once.
  const openedAt = useRef(lastPosition);
  const asked = useRef(lastPosition);
  const isAppending = useRef(false);
  const stood = useRef(shown);

  useEffect(() => {
    if (!isVisible || hasAfter || isFetching || lastPosition <= Math.max(shown, asked.current)) return;
    asked.current = lastPosition;
    isAppending.current = true;
    readOn();
  });

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < END_PX;
      if (isAtEnd.current) setUnseen(false);
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [box]);

  const goToEnd = () => {
    box.current?.scrollTo(0, box.current.scrollHeight);
    setUnseen(false);
  };

  useLayoutEffect(() => {
    if (shown <= stood.current) return;
    stood.current = shown;
    if (!isAppending.current) return;
    isAppending.current = false;
    if (isAtEnd.current) box.current?.scrollTo(0, box.current.scrollHeight);
    else setUnseen(true);
  }, [shown, box]);

  return { isNewBelow: isUnseen || (hasAfter && lastPosition > openedAt.current), goToEnd };
}
