import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { useState } from 'react';
import { Link } from 'react-router';
import { exactTime } from '../../../shared/format/time.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { notifyDone } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { useEnrolments, useStopEnrolment } from './api/enrolments.ts';
import { sayProgress, stepStates } from './say-enrolment.ts';
import './sop.css';

export type StatusChoice = EnrolmentView['status'] | 'all';

interface EnrolmentListProps {
  sopId: string;
  counts: { active: number; finished: number; stopped: number } | null;
  status: StatusChoice;
  onStatus(status: StatusChoice): void;
}

/** Customers in an SOP, each with what was done for her and what lies ahead. */
export function EnrolmentList({ sopId, counts, status, onStatus }: EnrolmentListProps) {
  const enrolments = useEnrolments(sopId, status === 'all' ? undefined : status);
  return (
    <Card title="客户">
      <FilterChips
        label="状态"
        value={status}
        options={[
          { value: 'active', label: '进行中', count: counts?.active },
          { value: 'finished', label: '已走完', count: counts?.finished },
          { value: 'stopped', label: '提前结束', count: counts?.stopped },
          { value: 'all', label: '全部' },
        ]}
        onChange={onStatus}
      />
      <EndlessList
        query={enrolments}
        empty={<StateView title="没有这样的客户" hint="客户自动加入,或由员工在侧边栏里加入" />}
      >
        {(items) => (
          <ul className="sop-enrolments">
            {items.map((one) => (
              <Enrolment key={one.id} enrolment={one} />
            ))}
          </ul>
        )}
      </EndlessList>
    </Card>
  );
}

function Enrolment({ enrolment }: { enrolment: EnrolmentView }) {
  const { customer, because, version, steps, can } = enrolment;
  const stop = useStopEnrolment();
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <div className="sop-enrolment-head">
        <Avatar name={customer.name} src={customer.avatar} />
        <span>
          <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
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
      <ol className="sop-enrolment-steps">
        {steps.map(({ stepId, title, dueAt, state, why }) => (
          <li key={stepId}>
            <span className="number fine">{exactTime(dueAt)}</span> {title}{' '}
            <Pill tone={state === 'done' ? 'good' : state === 'open' ? 'warning' : 'plain'}>{stepStates[state]}</Pill>
            {why ? <span className="fine"> {why}</span> : null}
          </li>
        ))}
      </ol>
      {asking ? (
        <Confirm
          title={`结束${customer.name}的 SOP`}
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
