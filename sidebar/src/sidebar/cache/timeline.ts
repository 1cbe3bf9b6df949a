import type { QueryClient } from '@tanstack/react-query';
import type { TimelineGroup, TimelineItem } from '@zhike/shared/contracts/customer';

export const TIMELINE_PAGE = 30;

export const timelineKey = (customerId: string, group?: TimelineGroup) =>
  ['timeline', customerId, group ?? 'all'] as const;

/** The newest entries, which came with something else; what is on screen already is newer. */
export function keepFirstPage(
  client: QueryClient,
  customerId: string,
  page: { items: TimelineItem[]; nextCursor: string | null },
): void {
  client.setQueryData(timelineKey(customerId), (shown: unknown) => shown ?? { pages: [page], pageParams: [null] });
}
