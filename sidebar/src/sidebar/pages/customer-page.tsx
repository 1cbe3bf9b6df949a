import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.ts';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { BottomBar } from '../components/bottom-bar.tsx';
import { TabBar } from '../components/tab-bar.tsx';
import { useCustomerByExternalId } from '../features/customer/api/get-customer.ts';
import { CustomerHeader } from '../features/customer/customer-header.tsx';
import { ProfileTab } from '../features/customer/profile-tab.tsx';
import { NextTask } from '../features/task/next-task.tsx';
import { TaskList } from '../features/task/task-list.tsx';
import { TagRow } from '../features/tag/tag-row.tsx';
import { SignalLine } from '../features/timeline/signal-line.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';

const TagSheet = lazy(() => import('../features/tag/tag-sheet.tsx'));
const FollowUpSheet = lazy(() => import('../features/follow-up/follow-up-sheet.tsx'));

const tabs = [
  { id: 'timeline', label: '动态' },
  { id: 'profile', label: '资料' },
  { id: 'tasks', label: '待办' },
] as const;
type TabId = (typeof tabs)[number]['id'];

/** The sidebar beside a chat: who this is, what she has done, what to do next. */
export function CustomerPage({ externalUserId }: { externalUserId: string }) {
  const customer = useCustomerByExternalId(externalUserId);
  const client = useQueryClient();
  const [tab, setTab] = useState<TabId>('timeline');
  const [sheet, setSheet] = useState<'tags' | 'follow-up' | null>(null);

  if (customer.isPending) return <Skeleton avatar lines={5} />;
  if (customer.isError) {
    if (customer.error instanceof ApiError && customer.error.status === 404) {
      return <StateView title="正在建档" hint="刚添加的客户一般几秒内就会出现,这里会自动刷新" action={{ label: '立即读取', onClick: () => void customer.archiveNow() }} />;
    }
    return <Failed error={customer.error} onRetry={() => void customer.refetch()} />;
  }
  const profile = customer.data;
  const refresh = () => {
    for (const queryKey of [['customer-by-external'], ['timeline', profile.id], ['tasks']]) void client.invalidateQueries({ queryKey });
  };
  return (
    <main className="customer">
      <CustomerHeader profile={profile} onChanged={refresh} />
      <TagRow tags={profile.tags} canEdit={profile.can.editTags} onAdd={() => setSheet('tags')} />
      {profile.nextTask ? <NextTask task={profile.nextTask} onChanged={refresh} /> : null}
      {profile.freshestSignal ? <SignalLine item={profile.freshestSignal} /> : null}
      <TabBar tabs={tabs} current={tab} onChange={setTab} />
      <div className="customer-tab" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'timeline' ? <Timeline customerId={profile.id} /> : null}
        {tab === 'profile' ? <ProfileTab profile={profile} onChanged={refresh} /> : null}
        {tab === 'tasks' ? <TaskList customerId={profile.id} emptyTitle="没有待办" emptyHint="记跟进时选好下次时间,这里就会出现提醒" /> : null}
      </div>
      <BottomBar canFollowUp={profile.can.logFollowUp} canTag={profile.can.editTags} onFollowUp={() => setSheet('follow-up')} onTag={() => setSheet('tags')} />
      <Suspense fallback={null}>
        {sheet === 'tags' ? <TagSheet customerId={profile.id} tags={profile.tags} onClose={() => setSheet(null)} onChanged={refresh} /> : null}
        {sheet === 'follow-up' ? <FollowUpSheet customerId={profile.id} customerName={profile.myRelation?.remark || profile.name} onClose={() => setSheet(null)} onLogged={refresh} /> : null}
      </Suspense>
    </main>
  );
}
