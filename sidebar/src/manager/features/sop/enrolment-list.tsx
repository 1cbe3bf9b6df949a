import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { Link } from 'react-router';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { Card } from '../../components/page.tsx';
import { useEnrolments } from './api/enrolments.ts';
import { EnrolmentItem } from './enrolment-item.tsx';
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
              <EnrolmentItem
                key={one.id}
                enrolment={one}
                lead={<Avatar name={one.customer.name} src={one.customer.avatar} />}
                title={<Link to={`/customers/${one.customer.id}`}>{one.customer.name}</Link>}
              />
            ))}
          </ul>
        )}
      </EndlessList>
    </Card>
  );
}
