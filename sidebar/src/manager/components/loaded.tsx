import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';

/** What a read brings, or its loading and failed states. What was read before stays on screen while it is read anew. */
export function Loaded<Data>({
  query,
  lines = 4,
  children,
}: {
  query: UseQueryResult<Data>;
  lines?: number;
  children(data: Data): ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={lines} />;
}
