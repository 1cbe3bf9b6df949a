import { useState } from 'react';
import { Count } from '../../components/figures.tsx';
import { AdditionsDialog } from './additions-dialog.tsx';
import type { CountedAdditions } from './api/list-channel-additions.ts';

/** How many a channel brought, or lost, and the way to who they were. */
export function AdditionCount({ value, ...of }: CountedAdditions & { value: number }) {
  const [isOpen, setIsOpen] = useState(false);
  if (value === 0) return <Count value={0} />;
  return (
    <>
      <button
        type="button"
        className="plain-button"
        title={of.counted === 'added' ? '查看添加的客户' : '查看流失的客户'}
        onClick={() => setIsOpen(true)}
      >
        <Count value={value} />
      </button>
      {isOpen ? <AdditionsDialog of={of} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
