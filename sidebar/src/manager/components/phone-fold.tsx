import { type ReactNode, useId } from 'react';
import './phone-fold.css';

interface PhoneFoldProps {
  /** On the button: what is folded, and what of it is chosen. */
  label: ReactNode;
  /** How the button looks. */
  className: 'filter-chip' | 'plain-button';
  isOpen: boolean;
  onToggle(isOpen: boolean): void;
  children: ReactNode;
}

/** What stands on a desk always, and on a phone unfolds when it is asked for: there the rows behind it come first. */
export function PhoneFold({ label, className, isOpen, onToggle, children }: PhoneFoldProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={`${className} phone-fold-toggle`}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => onToggle(!isOpen)}
      >
        {label}
      </button>
      <div id={id} className={isOpen ? 'phone-fold' : 'phone-fold phone-fold-closed'}>
        {children}
      </div>
    </>
  );
}
