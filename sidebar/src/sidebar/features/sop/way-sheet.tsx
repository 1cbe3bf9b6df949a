import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { useState } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../shared/format/time.ts';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useChangeSops } from './api/customer-sops.ts';
import { sayPosition, stepStates } from './say-sop.ts';

/** One customer's way through an SOP: what was done, what lies ahead; it can be ended here. */
export function WaySheet({ enrolment, onClose }: { enrolment: EnrolmentView; onClose(): void }) {
  const now = useNow();
  const { stop } = useChangeSops(enrolment.customer.id);
  const [asking, setAsking] = useState(false);
  const end = async (close: () => void) => {
    try {
      await stop.mutateAsync(enrolment.id);
      notify('已结束,不再有后面的步骤');
      close();
    } catch (error) {
      notify(phraseOf(error), { tone: 'problem' });
    }
  };
  return (
    <Sheet
      title={enrolment.sop.name}
      onClose={onClose}
      footer={
        enrolment.can.stop
          ? (close) =>
              asking ? (
                <button type="button" className="button" disabled={stop.isPending} onClick={() => void end(close)}>
                  确认结束,已有的待办会保留
                </button>
              ) : (
                <button type="button" className="button button-quiet" onClick={() => setAsking(true)}>
                  结束这个 SOP
                </button>
              )
          : undefined
      }
    >
      <p>{sayPosition(enrolment, now)}</p>
      <p className="quiet small">{enrolment.because}</p>
      <ol className="sop-way">
        {enrolment.steps.map(({ stepId, title, dueAt, state, why, doneAt }) => (
          <li key={stepId} className={`sop-way-${state}`}>
            <span>{title}</span>
            <span className="quiet small">
              {exactTime(doneAt ?? dueAt)} · {stepStates[state]}
              {why ? ` · ${why}` : ''}
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
