import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { News } from '../../shared/live/use-live.ts';
import { profileKeysOf } from '../cache/profile.ts';

/** What else than the customer herself is stale, by the beginning of the news' type. */
const table: readonly (readonly [prefix: string, keys: readonly QueryKey[]])[] = [
  ['task.', [['tasks'], ['task'], ['task-counts'], ['customer-sops'], ['group']]],
  ['sop.', [['customer-sops'], ['sops']]],
  ['care.', [['customer-care']]],
  ['customer.field_changed', [['customer-care']]],
  ['task_settings.', [['task-settings']]],
  ['external_contact.', [['recent-customers']]],
  ['customer.archived', [['recent-customers']]],
  ['relation.ended', [['recent-customers']]],
  ['tag_library.', [['tag-groups'], ['profile']]],
  ['tag.', [['tag-groups'], ['profile']]],
  ['group_chat.', [['group'], ['group-members']]],
  ['group_member.', [['group'], ['group-members'], ['customer-groups']]],
  ['group_tag.', [['group-tag-groups'], ['group']]],
  ['stage.', [['stages'], ['profile']]],
  ['custom_field.', [['profile']]],
  ['material.', [['materials'], ['material'], ['material-folders'], ['scripts']]],
  ['script.', [['scripts'], ['script'], ['next-sends']]],
  ['content.', [['sends'], ['materials'], ['next-sends']]],
  ['touch.', [['sends'], ['materials']]],
  // They bring the time with them: the demo's clock was moved, or a day began.
  ['schedule.', [['me']]],
  ['member.', [['me']]],
];

/** Which reads a piece of news makes stale. */
export function keysOf({ type, customerId, conversationId }: News, client: QueryClient): readonly QueryKey[] {
  if (type === 'chat.said')
    return [conversationId ? ['chat', conversationId] : ['chat'], ...(isWithoutChats(client) ? [['chats']] : [])];
  const keys = table.filter(([prefix]) => type.startsWith(prefix)).flatMap(([, stale]) => stale);
  if (customerId) keys.push(...profileKeysOf(client, customerId), ['timeline', customerId], ['behaviour', customerId]);
  return keys;
}

/** Somebody waits for the first chat; a list that has some stays as it is. */
function isWithoutChats(client: QueryClient): boolean {
  const lists = client.getQueriesData<{ pages: { items: unknown[] }[] }>({ queryKey: ['chats'] });
  return lists.some(([, list]) => list?.pages[0]?.items.length === 0);
}
