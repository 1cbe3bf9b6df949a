import { useEffect, useRef } from 'react';

interface LoadMoreProps {
  hasMore: boolean;
  isLoading: boolean;
  isFailed: boolean;
  onMore(): void;
}

/** The end of a list: asks for the next page when it comes into sight; a button for keyboards and after a failure. */
export function LoadMore({ hasMore, isLoading, isFailed, onMore }: LoadMoreProps) {
  const end = useRef<HTMLDivElement>(null);
  const newest = useRef(onMore);
  useEffect(() => {
    newest.current = onMore;
  });
  const waits = hasMore && !isLoading && !isFailed;
  useEffect(() => {
    if (!waits || !end.current) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && newest.current(), {
      rootMargin: '240px',
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [waits]);
  if (!hasMore) return null;
  return (
    <div ref={end} className="load-more">
      <button type="button" className="button button-quiet" disabled={isLoading} onClick={onMore}>
        {isLoading ? '正在加载…' : isFailed ? '没有读到,点这里重试' : '查看更早的'}
      </button>
    </div>
  );
}
