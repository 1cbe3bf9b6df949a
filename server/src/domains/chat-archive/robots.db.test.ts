import { getChatMessages, searchChats } from '@zhike/shared/contracts/chat';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { givenRepInWecom } from '../../test/sandbox-story.ts';

let archive: ArchiveTest;
let chatId: string;
beforeEach(async () => {
  archive = await startArchiveTest();
  await givenRepInWecom(archive.server, 'boss', '主管', { role: 'admin' });
  const { group } = await archive.control('POST /control/groups', {
    body: { owner: 'lina', name: '福利群', customers: [archive.externalUserId] },
  });
  chatId = group.chatId;
  const { externalUserId } = archive;
  await archive.control('POST /control/archive/room-consent', { body: { roomId: chatId, externalUserId } });
});
afterEach(() => archive.close());

const announce = (robotId: string, content: string) =>
  archive.control('POST /control/archive/messages', {
    body: {
      message: { from: robotId, tolist: ['lina'], roomid: chatId, msgtype: 'markdown', info: { content } },
      external: true,
    },
  });
const speakers = async () => {
  const boss = archive.server.api.as('boss');
  const [chat] = (await boss.call(searchChats, { body: { kind: 'group' } })).body.items;
  const { body } = await boss.call(getChatMessages, { params: { conversationId: chat!.id }, query: {} });
  return body.items.map(({ sender }) => sender.name);
};

test('a robot in a chat is called what WeCom calls it, which is asked once however often it speaks', async () => {
  const { robotId } = await archive.control('POST /control/archive/robots', {
    body: { name: '日报播报', creator: 'lina' },
  });
  await announce(robotId, '今日订单 12');
  await announce(robotId, '今日退款 1');
  await archive.pulled();
  await announce(robotId, '今日新客 3');
  await archive.pulled();
  expect(await speakers()).toEqual(['日报播报', '日报播报', '日报播报']);
  expect(await archive.rows("SELECT status FROM outbox_command WHERE name = 'read-robot'")).toEqual([
    { status: 'done' },
  ]);
});

test('a robot that WeCom does not know (any more) is just a robot, and no failure', async () => {
  await announce('wbNobodyKnowsMe0123', '你好');
  await archive.pulled();
  expect(await speakers()).toEqual(['机器人']);
  expect(await archive.rows("SELECT id FROM outbox_command WHERE status = 'gave_up'")).toEqual([]);
});
