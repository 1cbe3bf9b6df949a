import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Icon } from '../../components/icon.tsx';
import { useCustomerSops } from './api/customer-sops.ts';
import { JoinSheet } from './join-sheet.tsx';
import { sayPosition } from './say-sop.ts';
import { WaySheet } from './way-sheet.tsx';
import './sop.css';

/** The SOPs a customer is or was in: where she stands, what comes next. */
export function SopCard({ customerId }: { customerId: string }) {
  const now = useNow();
  const sops = useCustomerSops(customerId);
  const [sheet, setSheet] = useState<{ of: EnrolmentView['id'] } | 'join' | null>(null);
  const items = sops.data?.items ?? [];
  const shown = sheet && sheet !== 'join' ? items.find(({ id }) => id === sheet.of) : undefined;
  const close = () => setSheet(null);
  return (
    <section className="card" aria-label="SOP">
      <div className="sop-head">
        <h2 className="section-title">SOP</h2>
        <button type="button" className="link-button" onClick={() => setSheet('join')}>
          <Icon name="plus" size={14} /> 加入 SOP
        </button>
      </div>
      {sops.isError ? <Failed error={sops.error} onRetry={() => void sops.refetch()} /> : null}
      {sops.data && items.length === 0 ? <p className="quiet small">还没有加入任何 SOP</p> : null}
      {items.map((one) => (
        <button key={one.id} type="button" className="sop-row" onClick={() => setSheet({ of: one.id })}>
          <span className="sop-row-words">
            <span className="sop-row-name">{one.sop.name}</span>
            <span className="quiet small">{sayPosition(one, now)}</span>
          </span>
          <Icon name="right" size={16} />
        </button>
      ))}
      {shown ? <WaySheet enrolment={shown} onClose={close} /> : null}
      {sheet === 'join' ? (
        <JoinSheet
          customerId={customerId}
          inNow={items.filter(({ status }) => status === 'active').map(({ sop }) => sop.id)}
          onClose={close}
        />
      ) : null}
    </section>
  );
}
