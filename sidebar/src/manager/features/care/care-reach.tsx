import type { CareDraftInput } from '@zhike/shared/contracts/care';
import { MANY_CARE_TASKS } from '@zhike/shared/formulas/care-limits';
import { Failed } from '../../../shared/states/failed.tsx';
import { useCarePreview } from './api/preview-care.ts';
import { sayDay } from './say-care.ts';
import '../../components/table.css';
import './care.css';

const REPS_SHOWN = 5;
const DAYS_SHOWN = 6;

/** How many customers, and how much for each rep, before anything is opened. */
export function CareReach({ draft }: { draft: CareDraftInput | null }) {
  const { preview, error, readAgain } = useCarePreview(draft);
  if (draft === null) return <p className="soft">填写完整后,这里会显示提醒谁、每位员工有多少待办。</p>;
  if (error) return <Failed error={error} onRetry={readAgain} />;
  if (!preview) return <p className="soft">正在统计…</p>;
  const { customers, nobody, reps, days, isExact } = preview;
  const isHoliday = draft.occasion.kind === 'holiday';
  const more = isExact ? '' : '+';
  const many = isHoliday ? reps.filter((rep) => rep.customers > MANY_CARE_TASKS).length : 0;
  return (
    <div className="care-column" aria-live="polite">
      <p>
        {isHoliday ? '下一次' : '未来 30 天'}会提醒{' '}
        <strong className="number">
          {customers}
          {more}
        </strong>{' '}
        位客户,由 <strong className="number">{reps.length}</strong> 位员工负责。
      </p>
      {many > 0 ? (
        <p className="care-warning" role="alert">
          其中 {many} 位员工会一次收到超过 {MANY_CARE_TASKS}{' '}
          条待办,很难逐条发完。建议缩小「提醒谁」的范围,普发祝福可以改用群发。
        </p>
      ) : null}
      {reps.length > 0 ? (
        <ul className="care-reps">
          {reps.slice(0, REPS_SHOWN).map(({ member, customers: count }) => (
            <li key={member.userId}>
              <span>{member.name}</span>
              <span className={`number${isHoliday && count > MANY_CARE_TASKS ? ' table-late' : ''}`}>
                {count}
                {more} 条
              </span>
            </li>
          ))}
          {reps.length > REPS_SHOWN ? <li className="soft">另有 {reps.length - REPS_SHOWN} 位员工</li> : null}
        </ul>
      ) : null}
      {days.length > 0 ? (
        <p className="fine">
          {days
            .slice(0, DAYS_SHOWN)
            .map(({ day, lunar, customers: count }) => `${sayDay(day)}(${lunar})${count} 位`)
            .join(' · ')}
          {days.length > DAYS_SHOWN ? ` · 另有 ${days.length - DAYS_SHOWN} 天` : ''}
        </p>
      ) : null}
      {nobody > 0 ? <p className="fine">{nobody} 位客户没有在职员工服务,不会提醒。</p> : null}
    </div>
  );
}
