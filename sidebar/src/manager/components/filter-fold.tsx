import { type ReactNode, useState } from 'react';
import { Icon } from './icon.tsx';
import { PhoneFold } from './phone-fold.tsx';

/** The filters of a list beside its search. Folded on a phone, where the button says how many of them narrow the list. */
export function FilterFold({ narrowing, children }: { narrowing: readonly boolean[]; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const count = narrowing.filter(Boolean).length;
  return (
    <PhoneFold
      className="filter-chip"
      isOpen={isOpen}
      onToggle={setOpen}
      label={
        <>
          <Icon name="filter" size={16} />
          筛选{count > 0 ? <strong className="number">{count} 项</strong> : null}
        </>
      }
    >
      {children}
    </PhoneFold>
  );
}
