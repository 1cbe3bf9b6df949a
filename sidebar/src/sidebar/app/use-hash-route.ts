import { useSyncExternalStore } from 'react';
import { type ChatsPlace, chatsPlaceOf } from '../features/chat/chats-hash.ts';

export type Route =
  | { page: 'entry' }
  | { page: 'customer'; customerId: string }
  | { page: 'group'; chatId: string }
  | { page: 'chats'; place: ChatsPlace }
  | { page: 'home' };

/**
 * Five pages behind `#` (a change of the hash needs no new signature of the JS-SDK). A router library would be a tenth of what
 * this page loads before it shows anything.
 */
export function useHashRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.hash));
}

export function routeOf(hash: string): Route {
  const customerId = /^#\/customers\/([^/?]+)$/.exec(hash)?.[1];
  if (customerId) return { page: 'customer', customerId: decoded(customerId) };
  const chatId = /^#\/groups\/([^/?]+)$/.exec(hash)?.[1];
  if (chatId) return { page: 'group', chatId: decoded(chatId) };
  const place = chatsPlaceOf(hash);
  if (place) return { page: 'chats', place };
  return { page: hash === '#/home' ? 'home' : 'entry' };
}

/** What was cut off within a character is no address of ours either: it names nobody, and the page says so. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
