import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { type ReactNode, useState } from 'react';
import { exactTime } from '../../../shared/format/time.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { notifyDone } from '../../components/notify.ts';
import { Pill } from '../../components/pill.tsx';
import { useStopEnrolment } from './api/enrolments.ts';
import { sayProgress, stepStates } from './say-enrolment.ts';
import './sop.css';

interface EnrolmentItemProps {
  enrolment: EnrolmentView;
  /** Before the title. */
  lead?: ReactNode;
  title: ReactNode;
}

/** One customer's way through one SOP: where she stands, what was done, what lies ahead. */
export function EnrolmentItem({ enrolment, lead, title }: EnrolmentItemProps) {
  const { customer, sop, because, version, steps, can } = enrolment;
  const stop = useStopEnrolment();
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <div className="sop-enrolment-head">
        {lead}
        <span>
          {title}
          <span className="fine">
            {sayProgress(enrolment)} · 第 {version} 版 · {because}
          </span>
        </span>
        {can.stop ? (
          <Button variant="text" onClick={() => setAsking(true)}>
            结束
          </Button>
        ) : null}
      </div>
      <ol className={lead ? 'sop-enrolment-steps' : 'sop-enrolment-steps sop-play-steps'}>
        {steps.map(({ stepId, title: name, dueAt, state, why, doneAt }) => (
          <li key={stepId}>
            <span className="number fine">{exactTime(doneAt ?? dueAt)}</span> {name}{' '}
            <Pill tone={state === 'done' ? 'good' : state === 'open' ? 'warning' : 'plain'}>{stepStates[state]}</Pill>
            {why ? <span className="fine"> {why}</span> : null}
          </li>
        ))}
      </ol>
      {asking ? (
        <Confirm
          title={`结束${customer.name}的「${sop.name}」`}
          action="结束"
          danger
          onConfirm={async () => {
            await stop.mutateAsync(enrolment.id);
            notifyDone('已结束');
          }}
          onClose={() => setAsking(false)}
        >
          以后的步骤不再进行;已经产生的待办会保留。
        </Confirm>
      ) : null}
    </li>
  );
}
