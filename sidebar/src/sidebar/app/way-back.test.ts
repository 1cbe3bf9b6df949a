import { expect, test } from 'vitest';
import { wayBackOf } from './way-back.ts';

test('whoever looks at a member of the group comes back to the group, and from elsewhere to the day', () => {
  expect(wayBackOf({ where: 'group_chat', chatId: 'wrA' })).toEqual({ href: '#/', label: '返回群' });
  expect(wayBackOf({ where: 'single_chat', externalUserId: 'wmA' })).toEqual({ href: '#/', label: '返回客户' });
  expect(wayBackOf(undefined).href).toBe('#/home');
});
