import type { DoctorReport, DoctorResult } from '@zhike/shared/contracts/doctor';
import { Card } from '../../components/page.tsx';
import { Pill, type PillTone } from '../../components/pill.tsx';
import './failure-list.css';

const states: Record<DoctorResult['status'], { label: string; tone: PillTone; order: number }> = {
  fail: { label: '不通过', tone: 'bad', order: 0 },
  warn: { label: '注意', tone: 'warning', order: 1 },
  ok: { label: '正常', tone: 'good', order: 2 },
  skipped: { label: '未检查', tone: 'plain', order: 3 },
};

/** What was looked at, what is wrong first, each with its repair. */
export function DoctorReportView({ report }: { report: DoctorReport }) {
  const results = [...report.results].sort((a, b) => states[a.status].order - states[b.status].order);
  return (
    <Card flush>
      <ul>
        {results.map((result) => (
          <li key={result.id} className="failure">
            <Pill tone={states[result.status].tone}>{states[result.status].label}</Pill>
            <div className="failure-words">
              <strong>{result.title}</strong>
              <span className="soft">{result.message}</span>
              {result.repair ? <span>怎么办:{result.repair}</span> : null}
            </div>
            <span className="fine number failure-took">{result.tookMs} 毫秒</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** 2 项不通过,1 项需要注意. */
export function sayReport({ results }: DoctorReport): string {
  const count = (status: DoctorResult['status']) => results.filter((result) => result.status === status).length;
  const said = [
    count('fail') > 0 ? `${count('fail')} 项不通过` : '',
    count('warn') > 0 ? `${count('warn')} 项需要注意` : '',
  ].filter(Boolean);
  return said.length > 0 ? said.join(',') : `${count('ok')} 项全部正常`;
}
