import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { Button } from './button.tsx';

interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

interface EndlessListProps<Item> {
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Item>>>;
  /** Shown when there is nothing. */
  empty: ReactNode;
  children(items: Item[]): ReactNode;
}

/** A list with its loading, failed, empty and no-permission states; reads on when its end comes into view. */
export function EndlessList<Item>({ query, empty, children }: EndlessListProps<Item>) {
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, data } = query;

  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage || isFetchingNextPage || isFetchNextPageError) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: '400px',
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (!data)
    return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={8} />;
  const items = data.pages.flatMap((page) => page.items);
  // A page may be empty where the list goes on: few of many fit.
  if (items.length === 0 && !hasNextPage) return empty;
  return (
    <>
      {items.length > 0 ? children(items) : null}
      {isFetchingNextPage ? <Skeleton lines={2} /> : null}
      {hasNextPage && !isFetchingNextPage ? (
        <div ref={end} style={{ padding: 12, textAlign: 'center' }}>
          <Button variant="text" onClick={() => void fetchNextPage()}>
            {isFetchNextPageError ? '没有读到,点此重试' : '加载更多'}
          </Button>
        </div>
      ) : null}
    </>
  );
}
