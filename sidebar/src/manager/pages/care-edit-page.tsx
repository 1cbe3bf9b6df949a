import type { CarePlanView } from '@zhike/shared/contracts/care';
import { useNavigate, useParams } from 'react-router';
import { useViewer } from '../app/viewer.ts';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { useCarePlan, useFestivals } from '../features/care/api/care-plans.ts';
import { CareEditor } from '../features/care/editor/care-editor.tsx';
import { useCustomFields } from '../features/custom-field/api/list-custom-fields.ts';
import { rulePickers } from './rule-pickers.tsx';

export function CareEditPage() {
  const { planId } = useParams();
  if (planId) return <Existing planId={planId} />;
  return (
    <Page title="新建客情计划" hint="保存后是停用的,启用后才会提醒。" back={{ to: '/care', label: '客情' }}>
      <Editor />
    </Page>
  );
}

function Existing({ planId }: { planId: string }) {
  const plan = useCarePlan(planId);
  return (
    <Page
      title="编辑客情计划"
      hint="保存后从今天起按新的设置;已经产生的待办不变,提醒过的客户不会重复。"
      back={{ to: `/care/${planId}`, label: '计划详情' }}
    >
      <Loaded query={plan} lines={8}>
        {(saved) => <Editor plan={saved} />}
      </Loaded>
    </Page>
  );
}

function Editor({ plan }: { plan?: CarePlanView }) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const fields = useCustomFields();
  const festivals = useFestivals();
  return (
    <Loaded query={fields} lines={8}>
      {({ items }) => (
        <Loaded query={festivals} lines={8}>
          {({ items: known }) => (
            <CareEditor
              plan={plan}
              ownerUserId={viewer.userId}
              fields={items.filter(({ kind, isRetired }) => kind === 'date' && !isRetired)}
              festivals={known}
              materials={rulePickers.material}
              filter={rulePickers.filter}
              onSaved={(saved) => {
                notifyDone(saved.isOn ? '已保存,从今天起按新的设置' : '已保存,启用后开始提醒');
                void navigate(`/care/${saved.id}`, { replace: true });
              }}
              onCancel={() => void navigate(plan ? `/care/${plan.id}` : '/care')}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
