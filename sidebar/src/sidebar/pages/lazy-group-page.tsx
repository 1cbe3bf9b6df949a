import { type ComponentProps, lazy, Suspense } from 'react';
import { Skeleton } from '../../shared/states/skeleton.tsx';

const GroupPage = lazy(async () => ({ default: (await import('./group-page.tsx')).GroupPage }));

/** Beside a customer nobody needs the page of a group: it is loaded when it is opened. */
export function LazyGroupPage(props: ComponentProps<typeof GroupPage>) {
  return (
    <Suspense fallback={<Skeleton avatar lines={5} />}>
      <GroupPage {...props} />
    </Suspense>
  );
}
