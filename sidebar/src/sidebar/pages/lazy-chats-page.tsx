import { type ComponentProps, lazy, Suspense } from 'react';
import { Skeleton } from '../../shared/states/skeleton.tsx';

const ChatsPage = lazy(async () => ({ default: (await import('./chats-page.tsx')).ChatsPage }));

/** Whoever looks at a customer rarely reads her whole chat: the page is loaded when it is opened. */
export function LazyChatsPage(props: ComponentProps<typeof ChatsPage>) {
  return (
    <Suspense fallback={<Skeleton avatar lines={5} />}>
      <ChatsPage {...props} />
    </Suspense>
  );
}
