import type { VisitView } from '@zhike/shared/contracts/touch';
import { Link } from 'react-router';
import { StateView } from '../../../../shared/states/state-view.tsx';
import { EndlessList } from '../../../components/endless-list.tsx';
import { Moment } from '../../../components/figures.tsx';
import { Pill } from '../../../components/pill.tsx';
import { type TouchFilter, useVisits } from '../api/list-touch.ts';
import { knownByNames, sayDuration, sayProgress } from './say-touch.ts';
import '../../../components/table.css';

/** Who looked at it, through whose link, how long and how far. */
export function VisitsTable({ of }: { of: TouchFilter }) {
  const visits = useVisits(of);
  return (
    <EndlessList
      query={visits}
      empty={
        <StateView title="还没有人打开" hint="以卡片发出的素材,客户打开后这里会显示看了多久、看到哪里、转给了谁。" />
      }
    >
      {(items) => (
        <table className="table">
          <thead>
            <tr>
              {of.materialId ? null : <th>内容</th>}
              {of.customerId ? null : <th>访客</th>}
              <th>谁发的</th>
              <th>时间</th>
              <th>停留</th>
              <th>进度</th>
              <th className="right">第几次</th>
            </tr>
          </thead>
          <tbody>
            {items.map((visit) => (
              <tr key={visit.id}>
                {of.materialId ? null : (
                  <td data-label="内容">
                    <Link to={`/materials/${visit.material.id}`}>{visit.material.title}</Link>
                  </td>
                )}
                {of.customerId ? null : (
                  <td data-label="访客">
                    <Visitor visit={visit} />
                  </td>
                )}
                <td data-label="谁发的">
                  {visit.sharedBy.name}
                  {visit.via ? <span className="fine"> · 由{visit.via.name}转发</span> : null}
                </td>
                <td data-label="时间">
                  <Moment at={visit.startedAt} />
                  {visit.isReading ? (
                    <>
                      {' '}
                      <Pill tone="brand">正在看</Pill>
                    </>
                  ) : null}
                </td>
                <td data-label="停留" className="number">
                  {sayDuration(visit.seconds)}
                </td>
                <td data-label="进度" className="number">
                  {sayProgress(visit)}
                </td>
                <td data-label="第几次" className="right number">
                  {visit.nth}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </EndlessList>
  );
}

function Visitor({ visit: { customer, knownBy } }: { visit: VisitView }) {
  if (!customer) return <span className="soft">{knownByNames.nobody}</span>;
  return (
    <span>
      <Link to={`/customers/${customer.id}`}>{customer.name || '未命名客户'}</Link>{' '}
      <span
        className="fine"
        title={knownBy === 'link' ? '打开的是发给她的链接;如果转给了别人,也会算在她名下' : undefined}
      >
        {knownByNames[knownBy]}
      </span>
    </span>
  );
}
