import type { SyncKind } from '@zhike/shared/contracts/sync';
import { useNow } from '../../shared/clock/business-clock.ts';
import { sayDue } from '../../shared/format/time.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useChangeSync } from '../features/sync/api/change-sync.ts';
import { useSync } from '../features/sync/api/get-sync.ts';
import { kindNames } from '../features/sync/say-sync.ts';
import { SyncJob } from '../features/sync/sync-job.tsx';

const kinds: SyncKind[] = ['members', 'tags', 'customers', 'groups'];

export function SyncPage() {
  const sync = useSync();
  const { start } = useChangeSync();
  const now = useNow();
  const begin = (kind: SyncKind | 'all') =>
    start.mutate(kind, { onSuccess: () => notifyDone('已开始,可以离开这个页面'), onError: notifyFailed });
  const isBusy = sync.data?.jobs.some(({ finishedAt }) => finishedAt === null) ?? false;
  return (
    <Page
      title="同步"
      hint={`平时由企业微信实时通知。每晚再完整核对一遍,补上漏掉的变化。${sync.data ? `下次:${sayDue(sync.data.nextNightlyAt, now)}。` : ''}`}
      actions={
        sync.data?.can.start ? (
          <>
            {kinds.map((kind) => (
              <Button key={kind} variant="outline" disabled={isBusy || start.isPending} onClick={() => begin(kind)}>
                只同步{kindNames[kind]}
              </Button>
            ))}
            <Button theme="primary" disabled={isBusy} loading={start.isPending} onClick={() => begin('all')}>
              全部同步
            </Button>
          </>
        ) : null
      }
    >
      <Loaded query={sync}>
        {({ jobs }) => {
          const open = jobs.filter(({ finishedAt }) => finishedAt === null);
          const ended = jobs.filter(({ finishedAt }) => finishedAt !== null);
          return (
            <>
              {open.length > 0 ? (
                <Card title="正在进行">
                  <ul>
                    {open.map((job) => (
                      <SyncJob key={job.id} job={job} />
                    ))}
                  </ul>
                </Card>
              ) : null}
              <Card title="最近的同步">
                {ended.length > 0 ? (
                  <ul>
                    {ended.map((job) => (
                      <SyncJob key={job.id} job={job} />
                    ))}
                  </ul>
                ) : (
                  <StateView title="还没有完成过同步" hint="第一次启动会自动开始,进度会显示在上面" />
                )}
              </Card>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
