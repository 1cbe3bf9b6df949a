import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { UploadQueue } from './upload-queue.ts';

/** One per app: uploads go on while another page is looked at. */
const queues = new WeakMap<QueryClient, UploadQueue>();

function queueOf(client: QueryClient): UploadQueue {
  const kept = queues.get(client);
  if (kept) return kept;
  const queue = new UploadQueue(() => {
    void client.invalidateQueries({ queryKey: ['materials'] });
    void client.invalidateQueries({ queryKey: ['material-folders'] });
  });
  // A closed tab ends what is on its way: the browser asks first.
  window.addEventListener('beforeunload', (event) => queue.isBusy && event.preventDefault());
  queues.set(client, queue);
  return queue;
}

/** Files on their way into the library. */
export function useUploads() {
  const queue = queueOf(useQueryClient());
  const items = useSyncExternalStore(queue.subscribe, queue.snapshot);
  // What is done and was seen does not wait for the next visit.
  useEffect(() => () => void (queue.isBusy || queue.clear()), [queue]);
  return { items, queue };
}
