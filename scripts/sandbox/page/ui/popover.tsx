import { type ReactNode, useEffect, useRef, useState } from 'react';

interface PopoverProps {
  /** What the button shows. */
  label: ReactNode;
  /** Read aloud, and shown on hover. */
  title: string;
  className?: string;
  align?: 'left' | 'right';
  /** For the guided story: `data-tour` of the button. */
  tour?: string;
  children: (close: () => void) => ReactNode;
}

/** A button with a panel under it; closes on Escape, on a click outside and when the focus leaves. */
export function Popover({ label, title, className, align = 'left', tour, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
    };
  }, [open]);
  return (
    <div className="popover" ref={root}>
      <button
        ref={button}
        type="button"
        className={className ?? 'bar-button'}
        aria-expanded={open}
        title={title}
        aria-label={title}
        data-tour={tour}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open ? <div className={`popover-panel popover-${align}`}>{children(() => setOpen(false))}</div> : null}
    </div>
  );
}
