import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

test('a link that one customer forwards lies in the chat on both phones, and no callback tells of it', async () => {
  const [lin, gu] = [await running.customer('林晓雨'), await running.customer('顾言')];
  const { control } = running;
  const link = {
    kind: 'link' as const,
    title: '春季手册',
    desc: '',
    url: 'http://127.0.0.1:3000/v/1?from=lin',
    picUrl: '',
  };
  const pair = { externalUserId: lin, otherId: gu };
  await control('POST /control/customers/:externalUserId/friend-chats/:otherId/messages', {
    params: pair,
    body: { content: link },
  });
  await control('POST /control/customers/:externalUserId/friend-chats/:otherId/messages', {
    params: { externalUserId: gu, otherId: lin },
    body: { text: '谢谢' },
  });
  const chatsOf = (externalUserId: string) =>
    control('GET /control/customers/:externalUserId/friend-chats', { params: { externalUserId } });
  expect((await chatsOf(lin)).items).toMatchObject([{ externalUserId: gu, lastMessage: { from: gu } }]);
  expect((await chatsOf(gu)).items).toMatchObject([{ externalUserId: lin, name: '林晓雨' }]);
  const { items } = await control('GET /control/customers/:externalUserId/friend-chats/:otherId/messages', {
    params: { externalUserId: gu, otherId: lin },
  });
  expect(items).toMatchObject([
    { from: lin, to: gu, content: link },
    { from: gu, to: lin, content: { kind: 'text', text: '谢谢' } },
  ]);
  await running.idle();
  expect(running.receiver.received).toEqual([]);
  await expect(
    control('POST /control/customers/:externalUserId/friend-chats/:otherId/messages', {
      params: { externalUserId: lin, otherId: lin },
      body: { text: '在吗' },
    }),
  ).rejects.toThrow('不能发给自己');
});
