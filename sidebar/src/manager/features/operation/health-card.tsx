import { Link } from 'react-router';
import type { ReactNode } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayTime } from '../../../shared/format/time.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { useHealth } from './api/get-health.ts';
import { sayHealth } from './say-health.ts';

/** Is the system healthy; `children` are further lines of the page. */
export function HealthCard({ children }: { children?: ReactNode }) {
  const health = useHealth();
  const now = useNow();
  return (
    <Card title="系统健康">
      <Loaded query={health}>
        {(view) => (
          <ul>
            {sayHealth(view, (at) => sayTime(at, now)).map((line) => (
              <li key={line.label} className="health-row">
                <Pill tone={line.isWell ? 'good' : 'bad'}>{line.isWell ? '正常' : '注意'}</Pill>
                <span className="health-words">
                  {line.label}
                  <span className="fine" style={{ display: 'block' }}>
                    {line.sentence}
                  </span>
                </span>
                <Link to={line.to}>查看</Link>
              </li>
            ))}
            {children}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
