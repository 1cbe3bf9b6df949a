import { useState } from 'react';
import type { SopDraft } from '@zhike/shared/contracts/sop';
import { businessNow } from '../../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../../shared/format/time.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Pill } from '../../../components/pill.tsx';
import { Card } from '../../../components/page.tsx';
import { useSopPlan } from '../api/enrolments.ts';
import type { SopPickers } from './pickers.ts';

interface PlanPreviewProps {
  /** Null while something is missing. */
  draft: SopDraft | null;
  customers: SopPickers['customer'];
}

/** The rehearsal: when every step would come, of somebody who starts now or of one customer. Nothing is written. */
export function PlanPreview({ draft, customers: Customers }: PlanPreviewProps) {
  const [startsAt] = useState(() => Math.floor(businessNow() / 60_000) * 60_000);
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(null);
  const plan = useSopPlan(draft, customer ? { customerId: customer.id } : { startsAt });
  return (
    <Card title="预演">
      <div className="sop-preview">
        <p className="fine">不会真的发送,也不会产生待办。</p>
        <Customers
          label="客户(可不选)"
          single
          value={customer ? [customer.id] : []}
          nameOf={() => customer?.name}
          onChange={([picked]) => setCustomer(picked ?? null)}
        />
        {customer ? (
          <button type="button" className="plain-button" onClick={() => setCustomer(null)}>
            改为看任意一位新客户
          </button>
        ) : null}
        {draft === null ? (
          <p className="soft">把步骤填完整后,这里会显示每一步的时间。</p>
        ) : (
          <Loaded query={plan}>
            {({ startsAt: begins, steps }) =>
              begins === null ? (
                <p className="soft">这位客户没有开始所需的信息,加入不了这个 SOP。</p>
              ) : (
                <>
                  <p>
                    {customer ? `${customer.name}从 ${exactTime(begins)} 算起:` : `如果从 ${exactTime(begins)} 算起:`}
                  </p>
                  <ol className="sop-plan">
                    {steps.map(({ stepId, title, dueAt, moved, fits, isPast }) => (
                      <li key={stepId} className={isPast ? 'sop-plan-past' : undefined}>
                        <span className="number">{exactTime(dueAt)}</span> {title}
                        <span className="row">
                          {isPast ? <Pill>已过,会跳过</Pill> : null}
                          {fits === false ? <Pill tone="warning">不符合条件,会跳过</Pill> : null}
                          {fits === true ? <Pill tone="good">符合条件</Pill> : null}
                        </span>
                        {moved ? <span className="fine">{moved}</span> : null}
                      </li>
                    ))}
                  </ol>
                </>
              )
            }
          </Loaded>
        )}
      </div>
    </Card>
  );
}
