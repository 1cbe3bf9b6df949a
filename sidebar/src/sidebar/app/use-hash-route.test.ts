import { expect, test } from 'vitest';
import { routeOf } from './use-hash-route.ts';

test.each([
  ['', { page: 'entry' }],
  ['#/', { page: 'entry' }],
  ['#/home', { page: 'home' }],
  ['#/customers/01J8', { page: 'customer', customerId: '01J8' }],
  ['#/nowhere', { page: 'entry' }],
])('%s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});
