import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Right click or a long press on one's own message offers to take it back (撤回). */
export function RecallMenu({ onRecall, children }: { onRecall: () => void; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) button.current?.focus();
  }, [open]);
  return (
    <div
      className="recallable"
      onContextMenu={(event) => {
        event.preventDefault();
        setOpen(true);
      }}
    >
      {children}
      {open ? (
        <button
          ref={button}
          type="button"
          className="recall-button"
          onBlur={() => setOpen(false)}
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          onClick={() => {
            setOpen(false);
            onRecall();
          }}
        >
          撤回
        </button>
      ) : null}
    </div>
  );
}
