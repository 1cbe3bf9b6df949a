import { useState } from 'react';
import { StateView } from '../../../shared/states/state-view.tsx';
import { lastDays } from '../../../shared/format/last-days.ts';
import { DayRange } from '../../components/day-range.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { useScriptStats } from './api/script-library.ts';
import '../../components/table.css';

/** Which scripts are used, and by whom. */
export function ScriptStats() {
  const [span, setSpan] = useState(() => lastDays(30));
  const stats = useScriptStats(span);
  return (
    <>
      <div className="filters">
        <DayRange
          from={span.from}
          to={span.to}
          // Without a day nothing can be counted: the one before stays.
          onChange={(part) =>
            setSpan({
              from: ('from' in part && part.from) || span.from,
              to: ('to' in part && part.to) || span.to,
            })
          }
        />
      </div>
      <Loaded query={stats} lines={6}>
        {({ sent, byScript, byMember }) =>
          sent === 0 ? (
            <StateView title="这段时间还没有人发过话术" hint="员工在侧边栏「话术」里发送后,这里会看到用得最多的" />
          ) : (
            <div className="script-stats">
              <Card title={`用得最多的话术(共发送 ${sent} 次)`} flush>
                <table className="table">
                  <thead>
                    <tr>
                      <th>话术</th>
                      <th className="right">发送</th>
                      <th className="right">客户</th>
                      <th className="right">使用的员工</th>
                    </tr>
                  </thead>
                  <tbody>
                    {byScript.map((row) => (
                      <tr key={row.id}>
                        <td data-label="话术">{row.title}</td>
                        <td data-label="发送" className="right number">
                          {row.sent}
                        </td>
                        <td data-label="客户" className="right number">
                          {row.customers}
                        </td>
                        <td data-label="员工" className="right number">
                          {row.members}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Card>
              <Card title="按员工" flush>
                <table className="table">
                  <thead>
                    <tr>
                      <th>员工</th>
                      <th className="right">发送</th>
                      <th className="right">客户</th>
                      <th className="right">话术</th>
                    </tr>
                  </thead>
                  <tbody>
                    {byMember.map((row) => (
                      <tr key={row.userId}>
                        <td data-label="员工">{row.name}</td>
                        <td data-label="发送" className="right number">
                          {row.sent}
                        </td>
                        <td data-label="客户" className="right number">
                          {row.customers}
                        </td>
                        <td data-label="话术" className="right number">
                          {row.scripts}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Card>
            </div>
          )
        }
      </Loaded>
    </>
  );
}
