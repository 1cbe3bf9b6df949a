import type { SopView } from '@zhike/shared/contracts/sop';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Moment } from '../components/figures.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useChangeSop, useSop } from '../features/sop/api/sops.ts';
import { EnrolJobs } from '../features/sop/enrolling/enrol-jobs.tsx';
import { EnrolManyDialog } from '../features/sop/enrolling/enrol-many-dialog.tsx';
import { EnrolmentList, type StatusChoice } from '../features/sop/enrolment-list.tsx';
import { MassSendsCard } from '../features/sop/mass-sends-card.tsx';
import { MoveStrip } from '../features/sop/move-strip.tsx';
import { SopStatsCard } from '../features/sop/sop-stats-card.tsx';
import { StepList } from '../features/sop/step-list.tsx';
import { SopSwitch } from '../features/sop/sop-switch.tsx';
import { rulePickers } from './rule-pickers.tsx';

const back = { to: '/sops', label: 'SOP' };
const statuses: readonly StatusChoice[] = ['active', 'finished', 'stopped', 'all'];

/** One SOP and the customers in it. */
export function SopPage() {
  const { sopId = '' } = useParams();
  const sop = useSop(sopId);
  if (sop.data) return <Sop sop={sop.data} />;
  return (
    <Page title="SOP" back={back}>
      <Loaded query={sop}>{() => null}</Loaded>
    </Page>
  );
}

function Sop({ sop }: { sop: SopView }) {
  const navigate = useNavigate();
  const { demo } = useViewer();
  const [search, setSearch] = useSearchParams();
  const status = statuses.find((one) => one === search.get('status')) ?? 'active';
  const { remove } = useChangeSop(sop.id);
  const [asking, setAsking] = useState<'delete' | 'enrol' | null>(null);
  const close = () => setAsking(null);
  return (
    <Page
      title={sop.name}
      hint={sop.description}
      back={back}
      actions={
        <>
          <Button variant="outline" onClick={() => void navigate(`/sops/coming?sop=${sop.id}`)}>
            明天发什么
          </Button>
          {sop.can.edit ? (
            <>
              {demo ? (
                <Button variant="outline" onClick={() => void navigate(`/sops/${sop.id}/play`)}>
                  试跑
                </Button>
              ) : null}
              {sop.isOn ? (
                <Button variant="outline" onClick={() => setAsking('enrol')}>
                  批量加入客户
                </Button>
              ) : null}
              <Button variant="outline" onClick={() => void navigate(`/sops/${sop.id}/edit`)}>
                编辑
              </Button>
              <Button variant="outline" theme="danger" onClick={() => setAsking('delete')}>
                删除
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <Card title="这个 SOP 的意思" extra={<SopSwitch sop={sop} mayEdit={sop.can.edit} />}>
        <p>{sop.summary}</p>
        <p className="fine">
          第 {sop.version} 版 · 由{sop.createdBy.name}创建 · 修改于 <Moment at={sop.updatedAt} />
        </p>
        <MoveStrip sop={sop} />
      </Card>
      <StepList sop={sop} />
      <SopStatsCard sopId={sop.id} />
      {sop.can.edit ? <EnrolJobs sopId={sop.id} /> : null}
      {sop.can.edit && sop.definition.steps.some(({ deed }) => deed.kind === 'send' && deed.way === 'mass') ? (
        <MassSendsCard sopId={sop.id} />
      ) : null}
      <EnrolmentList
        sopId={sop.id}
        counts={sop.counts}
        status={status}
        onStatus={(next) => setSearch({ status: next }, { replace: true })}
      />
      {asking === 'enrol' ? <EnrolManyDialog sopId={sop.id} conditions={rulePickers.filter} onClose={close} /> : null}
      {asking === 'delete' ? (
        <Confirm
          title={`删除「${sop.name}」`}
          action="删除"
          danger
          onConfirm={async () => {
            await remove();
            notifyDone('已删除');
            void navigate('/sops');
          }}
          onClose={close}
        >
          {sop.counts ? `${sop.counts.active} 位` : ''}进行中的客户会结束;做过的会保留在客户动态里。
        </Confirm>
      ) : null}
    </Page>
  );
}
