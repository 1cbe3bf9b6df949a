import type { SopFigures, SopStats, SopStepFigures } from '@zhike/shared/contracts/sop-stats';
import { useState } from 'react';
import { lastDays } from '../../../shared/format/last-days.ts';
import { sayShare } from '../../../shared/format/number.ts';
import { Bars } from '../../components/bars.tsx';
import { Count } from '../../components/figures.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { Tile } from '../../components/tile.tsx';
import { useSopStats } from './api/sop-stats.ts';
import { sayRead, sayStepFigures } from './say-figures.ts';
import '../../components/table.css';
import './sop.css';

const spans = [
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
  { value: '365', label: '近一年' },
] as const;
type Span = (typeof spans)[number]['value'];

/** What became of the steps that fell due: all in all, step by step, and by rep. */
export function SopStatsCard({ sopId }: { sopId: string }) {
  const [span, setSpan] = useState<Span>('30');
  const stats = useSopStats(sopId, lastDays(Number(span)));
  return (
    <Card title="完成情况" extra={<FilterChips label="时间" value={span} options={spans} onChange={setSpan} />}>
      <Loaded query={stats} lines={6}>
        {(found) => (
          <div className="sop-stats">
            <Totals total={found.total} />
            <section>
              <h3 className="sop-stats-title">按步骤</h3>
              <p className="fine sop-stats-key">
                <span className="sop-key-good">已完成</span>
                <span className="sop-key-brand">待完成</span>
                <span className="sop-key-bad">逾期</span>
                <span className="sop-key-plain">不需要、未送达</span>
              </p>
              <Bars label="每一步的完成情况" empty="还没有步骤" rows={found.steps.map(barOf)} />
            </section>
            {found.reps.length > 0 ? <Reps reps={found.reps} /> : null}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Totals({ total }: { total: SopFigures }) {
  return (
    <div className="tiles">
      <Tile label="到期的步骤" value={<Count value={total.opened} />} note="交给员工的待办和群发" />
      <Tile
        label="已完成"
        value={sayShare(total.done, total.opened)}
        note={`${total.done} 条;另有 ${total.dismissed} 条标为不需要`}
        tone={total.opened > 0 && total.done === total.opened ? 'good' : 'plain'}
      />
      <Tile
        label="逾期"
        value={<Count value={total.overdue} />}
        note="待办过了时限"
        tone={total.overdue > 0 ? 'bad' : 'plain'}
      />
      <Tile
        label="客户已打开"
        value={sayShare(total.read, total.sent)}
        note={total.sent > 0 ? `${total.read} / ${total.sent} 份资料` : '还没有发出资料'}
      />
    </div>
  );
}

function barOf(step: SopStepFigures) {
  const { stepId, title, isGone, done, open, overdue, dismissed, unsent } = step;
  return {
    key: stepId,
    label: (
      <>
        {title} {isGone ? <Pill>已从新版中移除</Pill> : null}
      </>
    ),
    value: [
      { value: done, tone: 'good' },
      { value: open - overdue, tone: 'brand' },
      { value: overdue, tone: 'bad' },
      { value: dismissed + unsent, tone: 'plain' },
    ] as const,
    note: sayStepFigures(step),
  };
}

function Reps({ reps }: Pick<SopStats, 'reps'>) {
  return (
    <section>
      <h3 className="sop-stats-title">按员工</h3>
      <table className="table">
        <thead>
          <tr>
            <th>员工</th>
            <th className="right">到期</th>
            <th className="right">已完成</th>
            <th className="right">完成率</th>
            <th className="right">逾期</th>
            <th className="right">客户已打开</th>
          </tr>
        </thead>
        <tbody>
          {reps.map(({ member, ...figures }) => (
            <tr key={member.userId}>
              <td>{member.name}</td>
              <td className="right number" data-label="到期">
                {figures.opened}
              </td>
              <td className="right number" data-label="已完成">
                {figures.done}
              </td>
              <td className="right number" data-label="完成率">
                {sayShare(figures.done, figures.opened)}
              </td>
              <td className="right number" data-label="逾期">
                {figures.overdue > 0 ? <span className="table-late">{figures.overdue}</span> : 0}
              </td>
              <td className="right number" data-label="客户已打开">
                {sayRead(figures)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
