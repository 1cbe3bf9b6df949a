import type { CustomerFilter } from '@zhike/shared/contracts/customer-list';
import { Failed } from '../../../shared/states/failed.tsx';
import { useMassQuota } from './api/mass-messages.ts';
import { useReach } from './api/preview-reach.ts';
import { periodOf } from './say-mass.ts';

/** How many it reaches and how many can get no more, in plain words, before anything is started. */
export function ReachSummary({ filter }: { filter: Pick<CustomerFilter, 'filter'> | null }) {
  const { reach, error } = useReach(filter);
  const quota = useMassQuota();
  if (!filter) return <p className="soft">条件填写完整后,这里会显示发给多少客户。</p>;
  if (error) return <Failed error={error} onRetry={() => window.location.reload()} />;
  if (!reach) return <p className="soft">正在统计…</p>;
  const isSkipping = quota.data?.over !== 'send';
  const reachable = reach.customers - reach.unreachable - (isSkipping ? reach.overQuota : 0);
  const period = periodOf(quota.data?.rule ?? 'month');
  return (
    <div aria-live="polite" className="mass-summary">
      <p>
        将请 <strong className="number">{reach.reps}</strong> 位员工确认,发给{' '}
        <strong className="number">
          {reachable}
          {reach.isExact ? '' : '+'}
        </strong>{' '}
        位客户。员工在企业微信点确认后才会发出,每人只需点一次。
      </p>
      {reach.overQuota > 0 ? (
        <p className="mass-warning">
          约 {reach.overQuota} 位{period}已达上限,
          {isSkipping ? '这次会跳过,不发给他们。' : '会照发,企业微信多半不会送达。'}
          员工自己发的群发也占用上限,我们看不到。
        </p>
      ) : null}
      {reach.soonOverQuota > 0 ? (
        <p className="mass-warning">
          {`${reach.overQuota > 0 ? '另有' : '约'} ${reach.soonOverQuota} 位在等待员工确认的群发中,`}
          {`确认后就达到${period}的上限,这次的可能送不到。`}
        </p>
      ) : null}
      {reach.unreachable > 0 ? <p className="soft">{reach.unreachable} 位客户没有在职员工加着好友,收不到。</p> : null}
    </div>
  );
}
