import { Link } from 'react-router';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { Card } from '../../components/page.tsx';
import { useMassSends } from './api/mass-sends.ts';
import '../../components/table.css';

/** Mass messages of an SOP's steps: who has confirmed, how many got it. */
export function MassSendsCard({ sopId }: { sopId: string }) {
  const sends = useMassSends(sopId);
  return (
    <Card title="群发步骤" flush>
      <EndlessList
        query={sends}
        empty={<p className="soft sop-no-sends">还没有发出过。到时会出现在这里,等员工确认。</p>}
      >
        {(items) => (
          <table className="table">
            <thead>
              <tr>
                <th>群发</th>
                <th>到期时间</th>
                <th>员工已确认</th>
                <th>客户已收到</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, name, startedAt, reps, counts }) => (
                <tr key={id}>
                  <td data-label="群发">
                    <Link to={`/mass-messages/${id}`}>{name}</Link>
                  </td>
                  <td data-label="到期时间">{startedAt === null ? null : <Moment at={startedAt} />}</td>
                  <td data-label="员工已确认" className="number">
                    {reps.confirmed} / {reps.total}
                  </td>
                  <td data-label="客户已收到" className="number">
                    {counts.sent} / {counts.total}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </EndlessList>
    </Card>
  );
}
