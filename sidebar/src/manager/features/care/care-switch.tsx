import type { CarePlanView } from '@zhike/shared/contracts/care';
import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { Switch } from '../../components/switch.tsx';
import { useChangeCarePlan } from './api/care-plans.ts';
import { CareReach } from './care-reach.tsx';

/** On or off; whom it would remember is said before. */
export function CareSwitch({ plan }: { plan: CarePlanView }) {
  const { switchTo } = useChangeCarePlan(plan.id);
  const [asking, setAsking] = useState<boolean | null>(null);
  return (
    <>
      <Switch label={`启用${plan.title}`} value={plan.isOn} onChange={setAsking} />
      {asking === null ? null : (
        <Confirm
          title={`${asking ? '启用' : '停用'}「${plan.title}」`}
          action={asking ? '启用' : '停用'}
          onConfirm={() => switchTo(asking)}
          onClose={() => setAsking(null)}
        >
          {asking ? (
            <div className="care-column">
              <p>
                从今天开始。今天{plan.definition.daysBefore > 0 ? `和未来 ${plan.definition.daysBefore} 天内` : ''}
                的客户,到点后马上提醒,已经提醒过的不会重复。
              </p>
              <CareReach draft={plan.definition} />
            </div>
          ) : (
            '不再产生新的待办;已经产生的待办保留,停用期间的日子不会补提醒。'
          )}
        </Confirm>
      )}
    </>
  );
}
