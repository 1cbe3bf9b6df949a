import { expect, test } from 'vitest';
import { ApiError, ConnectionLost, phraseOf } from './api-error.ts';
import { urlOf } from './call.ts';

test('parameters are written into the path, what is empty is left out of the query', () => {
  const query = { q: '林 &', cursor: undefined, tagIds: ['a', 'b'], empty: '', limit: 20 };
  expect(urlOf('/api/customers/:customerId/timeline', { customerId: 'a/b' }, query)).toBe(
    '/api/customers/a%2Fb/timeline?q=%E6%9E%97+%26&tagIds=a&tagIds=b&limit=20',
  );
  expect(urlOf('/api/me')).toBe('/api/me');
});

test('every failure has words', () => {
  expect(phraseOf(new ApiError('task.closed', 409))).toBe('这项待办已经处理过了,请刷新查看');
  expect(phraseOf(new ApiError('something.new', 409))).toBe('操作没有成功,请刷新后再试');
  expect(phraseOf(new ApiError('something.new', 502))).toBe('系统暂时没有响应,请稍后再试');
  expect(phraseOf(new ConnectionLost())).toContain('网络');
  expect(phraseOf(new TypeError('x is not a function'))).toBe('页面出了点问题,请刷新后再试');
});
