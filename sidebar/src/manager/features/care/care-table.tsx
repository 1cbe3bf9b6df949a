import type { CarePlanView } from '@zhike/shared/contracts/care';
import { Link } from 'react-router';
import { sayShare } from '../../../shared/format/number.ts';
import { Count } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { CareSwitch } from './care-switch.tsx';
import { kindIcons, kindNames, sayDay } from './say-care.ts';
import '../../components/table.css';
import './care.css';

/** All plans: what they do, and what came of it in the last 30 days. */
export function CareTable({ plans }: { plans: readonly CarePlanView[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>计划</th>
          <th className="right">近 30 天提醒</th>
          <th className="right">已完成</th>
          <th className="right">逾期</th>
          <th>启用</th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <tr key={plan.id}>
            <td>
              <div className="care-plan">
                <span className={`care-mark care-chip-${plan.definition.occasion.kind}`}>
                  <Icon name={kindIcons[plan.definition.occasion.kind]} size={18} />
                </span>
                <div>
                  <Link to={`/care/${plan.id}`}>{plan.title}</Link>
                  <span className="fine care-kind">{kindNames[plan.definition.occasion.kind]}</span>
                  {plan.nextDay ? (
                    <span className="fine">
                      下一次 {sayDay(plan.nextDay.day)}(农历{plan.nextDay.lunar})
                    </span>
                  ) : null}
                  <p className="fine">{plan.summary}</p>
                  {plan.missed.length > 0 ? (
                    <p className="care-missed">
                      {plan.missed
                        .slice(0, 3)
                        .map(({ day, customers }) => `${sayDay(day)} 有 ${customers} 位客户`)
                        .join('、')}
                      因服务中断没有提醒
                    </p>
                  ) : null}
                </div>
              </div>
            </td>
            <td className="right" data-label="提醒">
              <Count value={plan.counts.opened} />
            </td>
            <td className="right" data-label="已完成">
              <span className="number">{sayShare(plan.counts.done, plan.counts.opened)}</span>
            </td>
            <td className="right" data-label="逾期">
              <span className={plan.counts.overdue > 0 ? 'table-late' : undefined}>
                <Count value={plan.counts.overdue} />
              </span>
            </td>
            <td data-label="启用">
              <CareSwitch plan={plan} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
