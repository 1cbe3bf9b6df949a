import { expect, test } from 'vitest';
import { routeOf } from './use-hash-route.ts';

test.each([
  ['', { page: 'entry' }],
  ['#/', { page: 'entry' }],
  ['#/home', { page: 'home' }],
  ['#/customers/01J8', { page: 'customer', customerId: '01J8' }],
  ['#/groups/wrA', { page: 'group', chatId: 'wrA' }],
  ['#/chats?customer=01J8', { page: 'chats', place: { customerId: '01J8' } }],
  [
    '#/chats?group=wr_A&chat=01C&around=42',
    { page: 'chats', place: { chatId: 'wr_A', conversationId: '01C', around: 42 } },
  ],
  ['#/customers/%E0%A4%A', { page: 'customer', customerId: '%E0%A4%A' }],
  ['#/groups/%', { page: 'group', chatId: '%' }],
  ['#/nowhere', { page: 'entry' }],
])('%s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});
