import { useLayoutEffect, useRef } from 'react';
import type { ChatAnchor } from './api/chat-messages.ts';

/** Where what was said begins: the name above it goes when somebody's earlier words are shown before them. */
function topOf(box: HTMLElement, position: number): number | null {
  const element = elementAt(box, position);
  const words = element?.querySelector('.chat-bubble') ?? element;
  return words ? words.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop : null;
}

const elementAt = (box: HTMLElement, position: number) =>
  box.querySelector<HTMLElement>(`[data-position="${position}"]`);

/**
 * Where a log stands: first at its anchor, and then, when older messages arrive above, where it was. By hand, because not every
 * client's browser does so by itself. Another anchor is another log.
 * Returns the ref of the box that scrolls.
 */
export function useSteadyScroll({ anchor, first }: { anchor: ChatAnchor; first: number | undefined }) {
  const box = useRef<HTMLElement>(null);
  const stood = useRef<{ first: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || first === undefined) return;
    const known = stood.current;
    if (!known) standAt(element, anchor, first);
    else if (known.first !== first) {
      const top = topOf(element, known.first) ?? known.top;
      element.scrollTop += top - known.top;
    }
    stood.current = { first, top: topOf(element, first) ?? 0 };
  });
  return box;
}

function standAt(box: HTMLElement, anchor: ChatAnchor, first: number): void {
  if (anchor === null) box.scrollTop = box.scrollHeight;
  else if ('at' in anchor) box.scrollTop = Math.max(0, (elementAt(box, first)?.offsetTop ?? 0) - HEADING_PX);
  else {
    const target = elementAt(box, anchor.around);
    if (target) box.scrollTop = target.offsetTop - (box.clientHeight - target.offsetHeight) / 2;
  }
}

/** The heading of the day stays in sight above the first message of it. */
const HEADING_PX = 48;
