import type { QualityHitView } from '@zhike/shared/contracts/quality';
import { Link } from 'react-router';
import { Moment } from '../../components/figures.tsx';
import { LevelPill, StatePill } from './pills.tsx';
import { sayHit, speakerNames } from './say-quality.ts';
import '../../components/table.css';

export function HitTable({ hits }: { hits: readonly QualityHitView[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>触发了什么</th>
          <th>员工</th>
          <th>客户</th>
          <th>时间</th>
          <th>结果</th>
        </tr>
      </thead>
      <tbody>
        {hits.map((hit) => (
          <tr key={hit.id}>
            <td data-label="触发了什么">
              <span className="row">
                <Link to={`/quality/hits/${hit.id}`}>{sayHit(hit)}</Link>
                <LevelPill level={hit.level} />
                <span className="fine">
                  {hit.ruleKind === 'word' ? hit.ruleName : '敏感行为'}
                  {hit.speaker ? ` · ${speakerNames[hit.speaker]}` : ''}
                  {hit.times > 1 ? ` · ${hit.times} 次` : ''}
                </span>
              </span>
            </td>
            <td data-label="员工">{hit.member.name}</td>
            <td data-label="客户">
              {hit.customer ? <Link to={`/customers/${hit.customer.id}`}>{hit.customer.name}</Link> : '—'}
            </td>
            <td data-label="时间" style={{ whiteSpace: 'nowrap' }}>
              <Moment at={hit.at} />
            </td>
            <td data-label="结果">
              <StatePill state={hit.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
