import { type ReactNode, useId, useState } from 'react';

interface FoldingProps {
  label: string;
  children: ReactNode;
}

/** A question and, on demand, its answer below it. */
export function Folding({ label, children }: FoldingProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="link-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open ? (
        <div id={id} className="explanation">
          {children}
        </div>
      ) : null}
    </>
  );
}
