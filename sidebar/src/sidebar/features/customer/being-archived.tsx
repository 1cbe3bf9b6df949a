import { useEffect } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { useArchiveCustomer } from './api/archive-customer.ts';

/** A callback usually brings a new customer sooner; then WeCom is asked. */
const PATIENCE_MS = 4_000;

/** Beside a chat with somebody who is not in our books yet. The page looks again by itself. */
export function BeingArchived({ externalUserId }: { externalUserId: string }) {
  const { mutate, isPending, isError, error } = useArchiveCustomer(externalUserId);
  useEffect(() => {
    const timer = setTimeout(() => mutate(), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [mutate]);

  if (isError) {
    return (
      <StateView
        title="还没有这位客户的资料"
        hint={phraseOf(error)}
        tone="problem"
        action={{ label: '再试一次', onClick: () => mutate() }}
      />
    );
  }
  return (
    <>
      <StateView
        title="正在建档"
        hint={isPending ? '正在从企业微信读取资料…' : '刚添加的客户一般几秒内就好,这里会自动刷新'}
      />
      <Skeleton avatar lines={3} />
    </>
  );
}
