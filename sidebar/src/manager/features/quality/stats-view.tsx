import type { QualityStats } from '@zhike/shared/contracts/quality';
import { Bars } from '../../components/bars.tsx';
import { DayChart } from '../../components/day-chart.tsx';
import { Count } from '../../components/figures.tsx';
import { Card } from '../../components/page.tsx';
import { Tile } from '../../components/tile.tsx';
import { actionNames, saySeconds } from './say-quality.ts';
import '../../components/table.css';
import './quality.css';

/** Hits by day, word, action, department and rep, and how fast customers were answered. */
export function StatsView({ stats }: { stats: QualityStats }) {
  const { total, days, byWord, byAction, byDepartment, byMember } = stats;
  return (
    <>
      <div className="tiles">
        <Tile label="触发" value={<Count value={total.hits} />} />
        <Tile label="待质检" value={<Count value={total.open} />} />
        <Tile label="违规" value={<Count value={total.violations} />} tone={total.violations > 0 ? 'bad' : 'plain'} />
      </div>
      <Card title="按日期">
        <DayChart
          days={days.map(({ day, words, actions }) => ({ day, up: words, down: actions }))}
          upLabel="敏感词"
          downLabel="敏感行为"
        />
      </Card>
      <div className="quality-grid">
        <Hits label="按敏感词" rows={byWord.map(({ word, hits }) => ({ key: word, name: word, hits }))} />
        <Hits
          label="按敏感行为"
          rows={byAction.map(({ action, hits }) => ({ key: action, name: actionNames[action], hits }))}
        />
        <Hits label="按部门" rows={byDepartment.map(({ id, name, hits }) => ({ key: String(id), name, hits }))} />
      </div>
      <Card title="按员工" flush>
        {byMember.length === 0 ? (
          <p className="soft" style={{ padding: '0 24px 20px' }}>
            这段时间没有触发,也没有客户提问
          </p>
        ) : (
          <table className="table number">
            <thead>
              <tr>
                <th>员工</th>
                <th>触发</th>
                <th>违规</th>
                <th>客户提问</th>
                <th title="还在应回复的时间之内">等待回复</th>
                <th title="过了应回复的时间,仍没有回复">未回复</th>
                <th title="只算工作时间">平均回复</th>
                <th title="每位客户每天第一次提问的平均回复时长,只算工作时间">首次回复</th>
              </tr>
            </thead>
            <tbody>
              {byMember.map((row) => (
                <tr key={row.userId}>
                  <td data-label="员工">{row.name}</td>
                  <td data-label="触发">{row.hits}</td>
                  <td data-label="违规">{row.violations}</td>
                  <td data-label="客户提问">{row.asked}</td>
                  <td data-label="等待回复">{row.waiting}</td>
                  <td data-label="未回复">{row.unanswered}</td>
                  <td data-label="平均回复">{saySeconds(row.averageReply)}</td>
                  <td data-label="首次回复">{saySeconds(row.averageFirstReply)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </>
  );
}

const MOST_ROWS = 10;

function Hits({ label, rows }: { label: string; rows: readonly { key: string; name: string; hits: number }[] }) {
  return (
    <Card title={label}>
      <Bars
        label={label}
        empty="这段时间没有触发"
        rows={rows.slice(0, MOST_ROWS).map(({ key, name, hits }) => ({ key, label: name, value: hits, note: hits }))}
      />
    </Card>
  );
}
