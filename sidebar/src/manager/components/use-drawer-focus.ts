import { type RefCallback, useEffect, useState } from 'react';

const FOCUSABLE = 'button:not(:disabled), [href], input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/**
 * Focus goes into a drawer, stays in it, and goes back to where it was; for drawers that are mounted only while open.
 * The library does so only for drawers that are opened after they were mounted.
 * Goes to the `ref` of the drawer's content, which can take the focus (`tabIndex={-1}`).
 */
export function useDrawerFocus(): RefCallback<HTMLElement> {
  const [before] = useState(() => document.activeElement);
  // The content comes through a portal, later than the effects of whoever opens it.
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!panel) return;
    // Dialogs asked from inside stand beside the drawer, and hold their own focus.
    const drawer = panel.closest<HTMLElement>('.t-drawer') ?? panel;
    const keep = (event: KeyboardEvent) => event.key === 'Tab' && keepInside(event, panel);
    panel.focus({ preventScroll: true });
    drawer.addEventListener('keydown', keep);
    return () => {
      drawer.removeEventListener('keydown', keep);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [panel, before]);
  return setPanel;
}

function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const now = document.activeElement;
  const isBefore = now === panel || !panel.contains(now);
  const isAtEdge = event.shiftKey ? isBefore || now === stops[0] : now === stops.at(-1);
  if (!isAtEdge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
