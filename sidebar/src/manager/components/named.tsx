import { type ReactNode, useEffect, useRef } from 'react';

/** Names the input inside of it: TDesign's choice of several takes away the placeholder once something is chosen, and takes no label. */
export function Named({ label, children }: { label: string; children: ReactNode }) {
  const around = useRef<HTMLSpanElement>(null);
  useEffect(() => around.current?.querySelector('input')?.setAttribute('aria-label', label));
  return (
    <span ref={around} style={{ display: 'contents' }}>
      {children}
    </span>
  );
}
