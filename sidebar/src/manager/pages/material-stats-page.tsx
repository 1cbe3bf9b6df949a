import type { LibraryStats } from '@zhike/shared/contracts/touch';
import { Link } from 'react-router';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { Count } from '../components/figures.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { Tile } from '../components/tile.tsx';
import type { TouchOnly } from '../features/material/api/list-touch.ts';
import { useLibraryStats } from '../features/material/api/get-stats.ts';
import { kindName } from '../features/material/kinds.ts';
import { DaysFilter, daysOf } from '../features/material/stats/days-filter.tsx';
import { sayShare } from '../../shared/format/number.ts';
import { readOnly, TouchLists } from '../features/material/stats/touch-lists.tsx';
import '../components/table.css';
import '../features/material/stats/stats.css';

type Filter = 'from' | 'to' | 'tab' | 'member' | 'only';

export function MaterialStatsPage() {
  const [filter, setFilter] = useUrlFilter<Filter>();
  const days = daysOf(filter);
  const stats = useLibraryStats(days);
  const memberName = stats.data?.byMember.find(({ userId }) => userId === filter.member)?.name;
  return (
    <Page
      back={{ to: '/materials', label: '素材库' }}
      title="素材使用统计"
      hint="哪些素材真的用起来了,谁在用,客户看不看。只算你能看到的员工和客户。"
    >
      <DaysFilter value={days} onChange={setFilter} />
      <Loaded query={stats} lines={8}>
        {(data) => (
          <>
            <Totals
              stats={data}
              toRows={(tab, only) => `?${new URLSearchParams({ ...days, tab, ...(only ? { only } : {}) })}`}
            />
            <MaterialTable rows={data.byMaterial} days={days} />
            <MemberTable rows={data.byMember} onMember={(userId) => setFilter({ member: userId, only: undefined })} />
          </>
        )}
      </Loaded>
      <TouchLists
        title="记录"
        of={{ userId: filter.member, ...days, only: readOnly(filter.only) }}
        onEvery={() => setFilter({ only: undefined })}
        tab={filter.tab === 'visits' ? 'visits' : 'sends'}
        onTab={(tab) => setFilter({ tab, only: undefined })}
        member={
          filter.member ? { name: memberName ?? '这位员工', onAll: () => setFilter({ member: undefined }) } : undefined
        }
      />
    </Page>
  );
}

function Totals({ stats, toRows }: { stats: LibraryStats; toRows(tab: 'sends' | 'visits', only?: TouchOnly): string }) {
  return (
    <div className="tiles">
      <Tile label="发送" value={<Count value={stats.sent} />} note="发进聊天的次数" to={toRows('sends', 'materials')} />
      <Tile
        label="已打开"
        value={<Count value={stats.openedSends} />}
        note={`占发送的 ${sayShare(stats.openedSends, stats.sent)}`}
        to={toRows('sends', 'opened')}
      />
      <Tile label="浏览" value={<Count value={stats.visits} />} note="客户打开的次数" to={toRows('visits')} />
    </div>
  );
}

function MaterialTable({ rows, days }: { rows: LibraryStats['byMaterial']; days: { from: string; to: string } }) {
  const of = new URLSearchParams(days).toString();
  return (
    <Card title="按素材" flush>
      {rows.length === 0 ? (
        <p className="soft stats-nothing">这段时间没有发送过素材</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th>素材</th>
              <th>类型</th>
              <th className="right">发送</th>
              <th className="right">已打开</th>
              <th className="right">打开率</th>
              <th className="right">浏览</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, kind, sent, openedSends, visits }) => (
              <tr key={id}>
                <td data-label="素材">
                  <Link to={`/materials/${id}?${of}`}>{title}</Link>
                </td>
                <td data-label="类型">{kindName(kind)}</td>
                <Figures sent={sent} openedSends={openedSends} visits={visits} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function MemberTable({ rows, onMember }: { rows: LibraryStats['byMember']; onMember(userId: string): void }) {
  return (
    <Card title="按员工" flush>
      {rows.length === 0 ? (
        <p className="soft stats-nothing">这段时间没有员工发送过素材</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th>员工</th>
              <th className="right">发送</th>
              <th className="right">已打开</th>
              <th className="right">打开率</th>
              <th className="right">浏览</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ userId, name, sent, openedSends, visits }) => (
              <tr key={userId}>
                <td data-label="员工">
                  <button type="button" className="plain-button stats-member" onClick={() => onMember(userId)}>
                    {name}
                  </button>
                </td>
                <Figures sent={sent} openedSends={openedSends} visits={visits} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Figures({ sent, openedSends, visits }: { sent: number; openedSends: number; visits: number }) {
  return (
    <>
      <td className="right" data-label="发送">
        <Count value={sent} />
      </td>
      <td className="right" data-label="已打开">
        <Count value={openedSends} />
      </td>
      <td className="right number" data-label="打开率">
        {sayShare(openedSends, sent)}
      </td>
      <td className="right" data-label="浏览">
        <Count value={visits} />
      </td>
    </>
  );
}
