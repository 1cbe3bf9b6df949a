import type { CarePlanView } from '@zhike/shared/contracts/care';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Moment } from '../components/figures.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { useCarePlan, useChangeCarePlan } from '../features/care/api/care-plans.ts';
import { CareStats } from '../features/care/care-stats.tsx';
import { CareSwitch } from '../features/care/care-switch.tsx';
import { sayDay } from '../features/care/say-care.ts';

const back = { to: '/care', label: '客情' };

/** One plan: what it does, and what came of it. */
export function CarePlanPage() {
  const { planId = '' } = useParams();
  const plan = useCarePlan(planId);
  if (plan.data) return <Plan plan={plan.data} />;
  return (
    <Page title="客情计划" back={back}>
      <Loaded query={plan}>{() => null}</Loaded>
    </Page>
  );
}

function Plan({ plan }: { plan: CarePlanView }) {
  const navigate = useNavigate();
  const { remove } = useChangeCarePlan(plan.id);
  const [removing, setRemoving] = useState(false);
  return (
    <Page
      title={plan.title}
      back={back}
      actions={
        <>
          <Button variant="outline" onClick={() => void navigate(`/care/${plan.id}/edit`)}>
            编辑
          </Button>
          <Button variant="outline" theme="danger" onClick={() => setRemoving(true)}>
            删除
          </Button>
        </>
      }
    >
      <Card title="这个计划的意思" extra={<CareSwitch plan={plan} />}>
        <p>{plan.summary}</p>
        {plan.definition.text ? <p className="care-quote">{plan.definition.text}</p> : null}
        {plan.materials.length > 0 ? (
          <p className="soft">素材:{plan.materials.map(({ title }) => title).join('、')}</p>
        ) : null}
        <p className="fine">
          {plan.nextDay ? `下一次 ${sayDay(plan.nextDay.day)}(农历${plan.nextDay.lunar}) · ` : ''}
          {plan.updatedBy.name}修改于 <Moment at={plan.updatedAt} />
        </p>
      </Card>
      <CareStats planId={plan.id} daysBefore={plan.definition.daysBefore} />
      {removing ? (
        <Confirm
          title={`删除「${plan.title}」`}
          action="删除"
          danger
          onConfirm={async () => {
            await remove();
            void navigate('/care');
          }}
          onClose={() => setRemoving(false)}
        >
          不再提醒任何人;已经产生的待办会保留。
        </Confirm>
      ) : null}
    </Page>
  );
}
