import { afterEach, expect, test } from 'vitest';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';

const NIGHT = 24 * 3_600_000 + 3 * 3_600_000;

let archive: ArchiveTest;
afterEach(() => archive.close());

const consents = () =>
  archive.rows('SELECT kind, consent FROM chat_conversation ORDER BY kind') as Promise<
    { kind: string; consent: string }[]
  >;

/** Lina's group with two customers; what each of them says to archiving is told by `answer`. */
async function givenGroup() {
  const other = await archive.control('POST /control/customers', { body: { name: '何家豪' } });
  await archive.control('POST /control/friends/add', {
    body: { externalUserId: other.externalUserId, userId: 'lina' },
  });
  const { group } = await archive.control('POST /control/groups', {
    body: { owner: 'lina', name: '福利群', customers: [archive.externalUserId, other.externalUserId] },
  });
  // As WeCom does it: who refuses is not archived, the others are.
  await archive.control('POST /control/settings', { body: { archive: { groupConsent: 'sender' } } });
  const { chatId } = group;
  return {
    chatId,
    other: other.externalUserId,
    answer: (externalUserId: string, agree: boolean) =>
      archive.control('POST /control/archive/room-consent', { body: { roomId: chatId, externalUserId, agree } }),
    say: (from: string, text: string) =>
      archive.control('POST /control/groups/:chatId/messages', { params: { chatId }, body: { from, text } }),
  };
}

test('a chat whose consent nobody told us of is asked about with its first message, not only at night', async () => {
  archive = await startArchiveTest({ hasAgreed: false });
  await archive.server.settle();
  // The callback that tells of consent is lost.
  await archive.control('POST /control/faults', { body: { callback: { dropRate: 1 } } });
  await archive.control('POST /control/friends/consent', {
    body: { externalUserId: archive.externalUserId, userId: 'lina', agree: true },
  });
  await archive.write('UPDATE follow_user SET archive_consent_at = NULL');
  await archive.say('customer', '在吗');
  await archive.pulled();
  expect(await consents()).toEqual([{ kind: 'single', consent: 'agreed' }]);
});

test('a refusal that nobody told us of is found at night, and hides the chat; agreeing again shows it', async () => {
  archive = await startArchiveTest();
  await archive.say('customer', '在吗');
  await archive.pulled();
  expect(await consents()).toEqual([{ kind: 'single', consent: 'agreed' }]);
  await archive.control('POST /control/faults', { body: { callback: { dropRate: 1 }, archive: { dropRate: 1 } } });
  const answer = (agree: boolean) =>
    archive.control('POST /control/friends/consent', {
      body: { externalUserId: archive.externalUserId, userId: 'lina', agree },
    });
  await answer(false);
  await archive.server.settle();
  expect(await consents()).toEqual([{ kind: 'single', consent: 'agreed' }]);
  await archive.later(NIGHT);
  expect(await consents()).toEqual([{ kind: 'single', consent: 'refused' }]);
  await answer(true);
  await archive.later(NIGHT);
  expect(await consents()).toEqual([{ kind: 'single', consent: 'agreed' }]);
});

test('a group is shown once one of its customers agreed; who refuses hides herself, and only all together hide the group', async () => {
  archive = await startArchiveTest();
  const group = await givenGroup();
  await group.answer(archive.externalUserId, true);
  await group.say(archive.externalUserId, '我同意');
  await group.say('lina', '好的');
  await archive.pulled();
  const ofGroup = async () => (await consents()).find(({ kind }) => kind === 'group')?.consent;
  expect(await ofGroup()).toBe('agreed');

  await group.answer(group.other, false);
  await archive.later(NIGHT);
  expect(await ofGroup()).toBe('agreed');

  await group.answer(group.other, true);
  await archive.later(NIGHT);
  await group.answer(archive.externalUserId, false);
  await archive.later(NIGHT);
  expect(await ofGroup()).toBe('agreed');
  expect(await archive.rows("SELECT external_user_id FROM chat_consent WHERE status = 'refused'")).toEqual([
    { external_user_id: archive.externalUserId },
  ]);

  await group.answer(group.other, false);
  await archive.later(NIGHT);
  expect(await ofGroup()).toBe('refused');
});

test('who agreed, spoke and refused between two questions refuses: her words are hidden', async () => {
  archive = await startArchiveTest();
  const group = await givenGroup();
  await group.answer(archive.externalUserId, true);
  await group.say(archive.externalUserId, '我同意');
  await archive.pulled();
  await group.answer(group.other, true);
  await group.say(group.other, '说句话');
  await group.answer(group.other, false);
  await archive.pulled();
  expect(await archive.texts()).toEqual(['我同意', '说句话']);
  await archive.later(NIGHT);
  expect(await archive.rows("SELECT external_user_id FROM chat_consent WHERE status = 'refused'")).toEqual([
    { external_user_id: group.other },
  ]);
});

test('when the last of a group refuses it is hidden at once, although somebody who left had agreed', async () => {
  archive = await startArchiveTest();
  const group = await givenGroup();
  await group.answer(archive.externalUserId, true);
  await group.answer(group.other, true);
  await group.say(archive.externalUserId, '我同意');
  await archive.pulled();
  const ofGroup = async () => (await consents()).find(({ kind }) => kind === 'group')?.consent;
  expect(await ofGroup()).toBe('agreed');
  await archive.control('POST /control/groups/:chatId/leave', {
    params: { chatId: group.chatId },
    body: { id: archive.externalUserId },
  });
  await group.answer(group.other, false);
  const disagree = { userid: group.other, disagree_time: Date.now() };
  await archive.control('POST /control/archive/messages', {
    body: { message: { from: group.other, tolist: ['lina'], roomid: group.chatId, msgtype: 'disagree', disagree } },
  });
  await archive.pulled();
  expect(await ofGroup()).toBe('refused');
});

test('a group that goes on without consent is asked about again within a minute or so of its next message', async () => {
  archive = await startArchiveTest();
  const group = await givenGroup();
  await group.say('lina', '大家好');
  await archive.pulled();
  const ofGroup = async () => (await consents()).find(({ kind }) => kind === 'group')?.consent;
  expect(await ofGroup()).toBe('unknown');
  await group.answer(archive.externalUserId, true);
  await group.say(archive.externalUserId, '你好');
  await archive.pulled();
  await archive.later(61_000);
  expect(await ofGroup()).toBe('agreed');
});

test('one pair that WeCom does not know costs none of the others its answer', async () => {
  archive = await startArchiveTest();
  await archive.control('POST /control/archive/messages', {
    body: { message: { from: 'wmNobodyKnowsHer000', tolist: ['lina'], msgtype: 'text', text: { content: '你好' } } },
  });
  await archive.say('customer', '在吗');
  await archive.write('UPDATE follow_user SET archive_consent_at = NULL');
  await archive.pulled();
  expect(await archive.rows('SELECT external_user_id, consent FROM chat_conversation ORDER BY consent')).toEqual([
    { external_user_id: archive.externalUserId, consent: 'agreed' },
    { external_user_id: 'wmNobodyKnowsHer000', consent: 'unknown' },
  ]);
});

test('while the archive is switched off at WeCom nothing changes, and the question is asked again later', async () => {
  archive = await startArchiveTest();
  await archive.say('customer', '在吗');
  await archive.pulled();
  await archive.control('POST /control/settings', { body: { archive: { enabled: false } } });
  await archive.later(NIGHT);
  expect(await consents()).toEqual([{ kind: 'single', consent: 'agreed' }]);
  expect(
    await archive.rows("SELECT status FROM outbox_command WHERE name = 'check-consents' AND status <> 'done'"),
  ).toEqual([{ status: 'waiting' }]);
});

test('a room of members among themselves gets its name', async () => {
  archive = await startArchiveTest();
  await archive.control('POST /control/members', { body: { userId: 'wang', name: '王强', archived: true } });
  const room = await archive.control('POST /control/archive/rooms', {
    body: { name: '销售一组', members: ['lina', 'wang'] },
  });
  await archive.server.settle();
  await archive.control('POST /control/archive/messages', {
    body: {
      message: { from: 'lina', tolist: ['wang'], roomid: room.roomId, msgtype: 'text', text: { content: '开会' } },
    },
  });
  await archive.pulled();
  expect(await archive.rows("SELECT kind, room_name FROM chat_conversation WHERE kind = 'internal'")).toEqual([
    { kind: 'internal', room_name: '销售一组' },
  ]);
});
