import type { News } from '../../platform/http/news-feed.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { ChatSeer } from '../chat/chat-news.ts';
import type { CustomerSeer } from '../customer/scope.ts';

/**
 * Who hears which of these news: the members it names or concerns; besides, of a customer whoever may see her, of a chat whoever may read
 * it, and of what names nobody everybody.
 * Sorted once for all viewers; what one viewer costs is what she hears.
 */
export function whoHears(
  news: readonly News[],
  seers: readonly CustomerSeer[],
  chatSeers: readonly ChatSeer[] = [],
): (viewer: MemberViewer) => readonly News[] {
  // Ids are unique among customers and chats together.
  const keysOfSubject = new Map<string, Set<string>>();
  const note = (subjectId: string, userId: string, departmentId: number | null) => {
    const keys = keysOfSubject.get(subjectId) ?? new Set();
    keysOfSubject.set(subjectId, keys.add(`sees ${userId}`).add(`department ${departmentId}`));
  };
  for (const { customerId, userId, departmentId } of seers) note(customerId, userId, departmentId);
  for (const { conversationId, userId, departmentId } of chatSeers) note(conversationId, userId, departmentId);
  const heardBy = new Map<string, News[]>();
  for (const item of news) {
    const subjectId = item.conversationId ?? item.customerId;
    const named = [...(item.memberUserId === null ? [] : [item.memberUserId]), ...(item.concernedUserIds ?? [])];
    const keys = new Set(named.map((userId) => `member ${userId}`));
    if (subjectId !== null) for (const key of keysOfSubject.get(subjectId) ?? []) keys.add(key);
    else if (item.memberUserId === null) keys.add('member everybody');
    for (const key of keys) {
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
