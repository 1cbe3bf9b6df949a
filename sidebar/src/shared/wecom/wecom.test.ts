import { expect, test } from 'vitest';
import { SdkError, toSdkError } from './sdk-error.ts';
import { withTimeout } from './with-timeout.ts';

test.each([
  [{ errMsg: 'getCurExternalContact:fail no permission', errCode: -1 }, 'no_permission'],
  [{ errMsg: 'getCurExternalContact:fail without context of external contact', errCode: -1 }, 'no_context'],
  [{ errMsg: 'agentConfig:invalid signature', errCode: 40093 }, 'signature'],
  [{ errMsg: 'getContext:function not exist' }, 'too_old'],
  [{ errMsg: 'sendChatMessage:fail without context of external contact', errCode: -1 }, 'no_context'],
  [{ errMsg: 'sendChatMessage:fail no permission', errCode: -1 }, 'no_permission'],
  [{ errMsg: 'sendChatMessage:fail invalid imgUrl', errCode: -1 }, 'bad_picture'],
  [{ errMsg: 'sendChatMessage:cancel', errCode: -1 }, 'cancelled'],
  [{ errMsg: 'sendChatMessage:function not exist', errCode: -1 }, 'too_old'],
  [new Error('SDK Error: Aborted'), 'other'],
  [undefined, 'other'],
])('what the client rejects with becomes a typed error', (reason, problem) => {
  expect(toSdkError(reason).problem).toBe(problem);
});

test('a client that never answers does not hang the page', async () => {
  await expect(withTimeout('getContext', 10, new Promise(() => {}))).rejects.toMatchObject({ problem: 'timeout' });
  await expect(withTimeout('getContext', 1_000, Promise.resolve(7))).resolves.toBe(7);
});

test('an error is turned only once', () => {
  const error = new SdkError('timeout', 'x');
  expect(toSdkError(error)).toBe(error);
});
