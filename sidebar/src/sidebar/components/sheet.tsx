import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import Popup from 'tdesign-mobile-react/es/popup';
import { Icon } from './icon.tsx';
import './sheet.css';

interface SheetProps {
  title: string;
  /** Called when the sheet has left the screen. */
  onClose(): void;
  children: ReactNode | ((close: () => void) => ReactNode);
  /** Stays in sight below what scrolls. */
  footer?: ReactNode | ((close: () => void) => ReactNode);
}

/** A panel from below, over the page: TDesign's popup, with what keyboards and screen readers need of a dialog. */
export function Sheet({ title, onClose, children, footer }: SheetProps) {
  const [visible, setVisible] = useState(true);
  const panel = useRef<HTMLDivElement>(null);
  const close = () => setVisible(false);
  useFocusWithin(panel);
  useLostFocus(panel, close);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    if (event.key === 'Tab' && panel.current) keepFocusInside(event, panel.current);
  };
  const filled = (part: SheetProps['children']) => (typeof part === 'function' ? part(close) : part);
  return (
    <Popup placement="bottom" visible={visible} onVisibleChange={setVisible} onClosed={onClose} duration={200}>
      <div
        ref={panel}
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <header className="sheet-head">
          <h2 className="sheet-title">{title}</h2>
          <button type="button" className="icon-button" aria-label="关闭" onClick={close}>
            <Icon name="close" size={20} />
          </button>
        </header>
        <div className="sheet-body">{filled(children)}</div>
        {footer ? <footer className="sheet-foot">{filled(footer)}</footer> : null}
      </div>
    </Popup>
  );
}

/** Focus goes into the sheet, and back to where it was when the sheet has gone. */
function useFocusWithin(panel: { current: HTMLElement | null }) {
  useEffect(() => {
    const before = document.activeElement;
    // A field that asked for the focus by itself keeps it. Most cannot: TDesign attaches what is in a popup after their effects have run.
    if (!panel.current?.contains(document.activeElement)) {
      const first = firstStop(panel.current);
      first?.focus({ preventScroll: true });
    }
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [panel]);
}

/** A button that is switched off while it saves loses the focus to the page: the keyboard still belongs to the sheet in front. */
function useLostFocus(panel: { current: HTMLElement | null }, close: () => void) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isInFront = [...document.querySelectorAll('.sheet')].at(-1) === panel.current;
      if (document.activeElement !== document.body || !isInFront) return;
      if (event.key === 'Escape') close();
      if (event.key !== 'Tab') return;
      event.preventDefault();
      panel.current?.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

/** What was meant to be first, where it can be; else the first thing that can be acted on. */
function firstStop(panel: HTMLElement | null): HTMLElement | null {
  const meant = panel?.querySelector<HTMLElement>('[data-first-focus]');
  if (!panel || !meant || !meant.matches(':disabled')) return meant ?? panel;
  return panel.querySelector<HTMLElement>(FOCUSABLE) ?? panel;
}

const FOCUSABLE = 'button:not(:disabled), [href], input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

function keepFocusInside(event: KeyboardEvent, panel: HTMLElement) {
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => stop.offsetParent !== null);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const isAtEdge = document.activeElement === edge || (event.shiftKey && document.activeElement === panel);
  if (!isAtEdge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
