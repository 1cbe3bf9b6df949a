import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { profileKey } from '../cache/profile.ts';
import { keysOf } from './live-keys.ts';

function clientShowing(externalUserId: string, profile: { id: string } | null): QueryClient {
  const client = new QueryClient();
  client.setQueryData(profileKey({ externalUserId }), profile);
  return client;
}

test('news of a customer make her profile and timeline stale, and nobody else’s', () => {
  const client = clientShowing('wm1', { id: 'c1' });
  const keys = keysOf({ type: 'customer.tagged', customerId: 'c1' }, client);
  expect(keys).toContainEqual(profileKey({ externalUserId: 'wm1' }));
  expect(keys).toContainEqual(['timeline', 'c1']);
  expect(keysOf({ type: 'customer.tagged', customerId: 'c2' }, client)).toEqual([
    ['timeline', 'c2'],
    ['behaviour', 'c2'],
  ]);
});

test('a customer who is being archived is looked for when anybody arrives', () => {
  const client = clientShowing('wm1', null);
  expect(keysOf({ type: 'customer.archived', customerId: 'c9' }, client)).toContainEqual(
    profileKey({ externalUserId: 'wm1' }),
  );
});

test('what is said makes the one chat stale, and a list only where there was no chat yet', () => {
  const client = new QueryClient();
  const said = { type: 'chat.said', customerId: null };
  expect(keysOf({ ...said, conversationId: '01A' }, client)).toEqual([['chat', '01A']]);
  expect(keysOf(said, client)).toEqual([['chat']]);
  client.setQueryData(['chats', { customerId: 'c1' }, 50], { pages: [{ items: [{}] }] });
  expect(keysOf(said, client)).toEqual([['chat']]);
  client.setQueryData(['chats', { customerId: 'c2' }, 50], { pages: [{ items: [] }] });
  expect(keysOf(said, client)).toEqual([['chat'], ['chats']]);
});

test('a changed field refreshes its customer, a changed definition whatever profile is on screen', () => {
  const client = clientShowing('wm1', { id: 'c1' });
  const keys = keysOf({ type: 'customer.field_changed', customerId: 'c1' }, client);
  expect(keys).toEqual([profileKey({ externalUserId: 'wm1' }), ['timeline', 'c1'], ['behaviour', 'c1']]);
  expect(keysOf({ type: 'custom_field.changed', customerId: null }, client)).toEqual([['profile']]);
});

test('a material that was opened is seen where it was sent', () => {
  const keys = keysOf({ type: 'touch.opened', customerId: null }, new QueryClient());
  expect(keys).toEqual([['sends'], ['materials']]);
});

test('a moved clock is asked for', () => {
  expect(keysOf({ type: 'schedule.hour_started', customerId: null }, new QueryClient())).toEqual([['me']]);
});

test('news that no page of ours shows make nothing stale', () => {
  expect(keysOf({ type: 'channel.published', customerId: null }, new QueryClient())).toEqual([]);
});
