import type { News } from '../../platform/http/news-feed.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { CustomerSeer } from '../customer/scope.ts';

/**
 * Who hears which of these news: of a customer whoever may see her, of anything else the member it names, or everybody.
 * Sorted once for all viewers; what one viewer costs is what she hears.
 */
export function whoHears(
  news: readonly News[],
  seers: readonly CustomerSeer[],
): (viewer: MemberViewer) => readonly News[] {
  const keysOfCustomer = new Map<string, Set<string>>();
  for (const { customerId, userId, departmentId } of seers) {
    const keys = keysOfCustomer.get(customerId) ?? new Set();
    keysOfCustomer.set(customerId, keys.add(`sees ${userId}`).add(`department ${departmentId}`));
  }
  const heardBy = new Map<string, News[]>();
  for (const item of news) {
    for (const key of item.customerId === null
      ? [`member ${item.memberUserId ?? 'everybody'}`]
      : (keysOfCustomer.get(item.customerId) ?? [])) {
      const heard = heardBy.get(key);
      if (heard) heard.push(item);
      else heardBy.set(key, [item]);
    }
  }
  return ({ userId, scope }) => {
    if (scope.kind === 'all') return news;
    const sees =
      scope.kind === 'self'
        ? [`sees ${scope.userId}`]
        : scope.departmentIds.map((departmentId) => `department ${departmentId}`);
    const keys = ['member everybody', `member ${userId}`, ...sees];
    return [...new Set(keys.flatMap((key) => heardBy.get(key) ?? []))].sort((a, b) => (a.id < b.id ? -1 : 1));
  };
}
