import type { MassOutcome } from '@zhike/shared/contracts/mass-message';
import { Link } from 'react-router';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { useMassResults } from './api/mass-messages.ts';
import { outcomes } from './say-mass.ts';

interface MassResultsProps {
  massMessageId: string;
  outcome: MassOutcome | undefined;
  /** How many texts there are. */
  variants: number;
}

/** What became of each customer. */
export function MassResults({ massMessageId, outcome, variants }: MassResultsProps) {
  const results = useMassResults(massMessageId, outcome);
  return (
    <EndlessList query={results} empty={<p className="mass-none soft">没有你可以看到的客户。</p>}>
      {(items) => (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">客户</th>
                <th scope="col">员工</th>
                {variants > 1 ? <th scope="col">文字</th> : null}
                <th scope="col">结果</th>
                <th scope="col">时间</th>
              </tr>
            </thead>
            <tbody>
              {items.map((row) => (
                <tr key={row.customer.id}>
                  <td>
                    <Link to={`/customers/${row.customer.id}`}>{row.customer.name}</Link>
                  </td>
                  <td data-label="员工">{row.member?.name ?? '—'}</td>
                  {variants > 1 ? <td data-label="文字">{'AB'[row.variant]}</td> : null}
                  <td data-label="结果">{outcomes.find((one) => one.outcome === row.outcome)?.word}</td>
                  <td data-label="时间" data-empty={row.at === null ? true : undefined}>
                    {row.at === null ? '—' : <Moment at={row.at} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </EndlessList>
  );
}
