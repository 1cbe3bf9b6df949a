import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { archiveReader } from '../test/archive-reader.ts';
import { startReceiver } from '../test/receiver.ts';
import { onePixel, signIn, startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
let reader: ReturnType<typeof archiveReader>;
let userId: string;
let externalUserId: string;
const archivePrivateKeys: Record<string, string> = {};

beforeAll(() => {
  // A pair takes long to make; one serves all tests here.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  archivePrivateKeys[1] = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
});
beforeEach(async () => {
  running = await startTestSandbox({ archivePrivateKeys, settings: { archive: { notifyEveryMs: 60 } } });
  reader = archiveReader(running);
  userId = await running.member('lina', { archived: true });
  externalUserId = await running.customer();
  await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
});
afterEach(() => running.close());

const chat = () => ({ userId, externalUserId });
const agree = (yes = true) => running.control('POST /control/friends/consent', { body: { ...chat(), agree: yes } });
const say = (from: 'member' | 'customer', text: string) =>
  running.control('POST /control/chats/:userId/:externalUserId/messages', { params: chat(), body: { from, text } });

test('only what is said after the customer agreed is archived, and her answer with it', async () => {
  await say('customer', '在吗');
  await agree();
  await say('customer', '多少钱');
  await say('member', '三千');
  await agree(false);
  await say('customer', '太贵了');
  const messages = await reader.read();
  expect(messages.map((message) => message.msgtype)).toEqual(['agree', 'text', 'text', 'disagree']);
  expect(messages[0]).toMatchObject({ action: 'send', agree: { userid: externalUserId } });
  expect(messages[1]).toMatchObject({
    action: 'send',
    from: externalUserId,
    tolist: [userId],
    roomid: '',
    text: { content: '多少钱' },
  });
  expect(messages[2]).toMatchObject({ from: userId, tolist: [externalUserId], text: { content: '三千' } });
  for (const message of messages) expect(message.msgid).toMatch(/^\d{19}_\d{13}_external$/);
});

test('where agreeing goes without saying, a newcomer is archived from her first word and welcomed at once', async () => {
  await running.control('POST /control/settings', { body: { archive: { autoAgree: true } } });
  const newcomer = await running.customer('何家豪');
  const added = await running.control('POST /control/friends/add', { body: { externalUserId: newcomer, userId } });
  expect(added).toMatchObject({ welcomeCode: true, relation: { consented: true } });
  await running.control('POST /control/chats/:userId/:externalUserId/messages', {
    params: { userId, externalUserId: newcomer },
    body: { from: 'customer', text: '在吗' },
  });
  expect((await reader.read()).map((message) => message.msgtype)).toEqual(['agree', 'text']);
  await running.idle();
  expect(running.receiver.changes().slice(-2).sort()).toEqual(['add_external_contact', 'msg_audit_approved']);
});

test('a member without archiving leaves no trace', async () => {
  await running.control('POST /control/members/:userId', { params: { userId }, body: { archived: false } });
  await agree();
  await say('customer', '多少钱');
  expect(await reader.read()).toEqual([]);
});

test('a message taken back stays, with the fact that it was taken back', async () => {
  await agree();
  const { id } = await say('member', '说错了');
  const recall = (by: 'member' | 'customer') =>
    running.control('POST /control/chats/:userId/:externalUserId/messages/:id/recall', {
      params: { ...chat(), id },
      body: { by },
    });
  await expect(recall('customer')).rejects.toThrow('只能撤回自己');
  expect((await recall('member')).recalled).toBe(true);
  await expect(recall('member')).rejects.toThrow('已经撤回');
  const [, said, revoked] = await reader.read();
  expect(revoked).toMatchObject({ action: 'recall', msgtype: 'revoke', revoke: { pre_msgid: said?.msgid } });
});

test('what is taken back in a group stays in the archive with that fact, and only its speaker may', async () => {
  const { group } = await running.control('POST /control/groups', {
    body: { owner: userId, name: '福利群', customers: [externalUserId] },
  });
  const params = { chatId: group.chatId };
  const consent = { roomId: group.chatId, externalUserId, agree: true };
  await running.control('POST /control/archive/room-consent', { body: consent });
  const { id } = await running.control('POST /control/groups/:chatId/messages', {
    params,
    body: { from: userId, text: '发错群了' },
  });
  const recall = (by: string) =>
    running.control('POST /control/groups/:chatId/messages/:id/recall', { params: { ...params, id }, body: { by } });
  await expect(recall(externalUserId)).rejects.toThrow('只能撤回自己');
  expect((await recall(userId)).recalled).toBe(true);
  await expect(recall(userId)).rejects.toThrow('已经撤回');
  const [said, revoked] = (await reader.read()).filter(
    ({ roomid, msgtype }) => roomid === group.chatId && msgtype !== 'agree',
  );
  expect(revoked).toMatchObject({ action: 'recall', msgtype: 'revoke', revoke: { pre_msgid: said?.msgid } });
});

test('after two minutes a message cannot be taken back', async () => {
  const { id } = await say('member', '说错了');
  running.clock.advance(121_000);
  const recall = running.control('POST /control/chats/:userId/:externalUserId/messages/:id/recall', {
    params: { ...chat(), id },
    body: { by: 'member' },
  });
  await expect(recall).rejects.toThrow('2 分钟');
});

test('a picture is downloaded in chunks that fit its size and md5', async () => {
  await agree();
  const url = await uploadedImage();
  await running.control('POST /control/chats/:userId/:externalUserId/messages', {
    params: chat(),
    body: { from: 'customer', content: { kind: 'image', url } },
  });
  const image = (await reader.read()).at(-1)?.image as { md5sum: string; filesize: number; sdkfileid: string };
  const whole = await reader.chunk(image.sdkfileid);
  expect(whole).toMatchObject({ ret: 0, finished: true });
  expect(whole.bytes.equals(onePixel)).toBe(true);
  expect(image).toMatchObject({ filesize: onePixel.length, md5sum: createHash('md5').update(onePixel).digest('hex') });
});

test('a long file comes in pieces of 512 KB, and never ends when it is told to', async () => {
  await agree();
  await running.control('POST /control/chats/:userId/:externalUserId/messages', {
    params: chat(),
    body: {
      from: 'member',
      content: { kind: 'file', url: 'https://example.com/a.pdf', name: '报价.pdf', size: 1_200_000 },
    },
  });
  const file = (await reader.read()).at(-1)?.file as { md5sum: string; sdkfileid: string; fileext: string };
  expect(file.fileext).toBe('pdf');
  const parts: Buffer[] = [];
  let chunk = await reader.chunk(file.sdkfileid);
  parts.push(chunk.bytes);
  expect(chunk.index).toBe('Range:bytes=524288-1048575');
  while (!chunk.finished) {
    chunk = await reader.chunk(file.sdkfileid, chunk.index);
    parts.push(chunk.bytes);
  }
  expect(parts.map((part) => part.length)).toEqual([524_288, 524_288, 151_424]);
  expect(createHash('md5').update(Buffer.concat(parts)).digest('hex')).toBe(file.md5sum);
  await running.control('POST /control/faults', { body: { archive: { mediaNeverFinishes: true } } });
  const last = await reader.chunk(file.sdkfileid, 'Range:bytes=1200000-1724287');
  expect(last).toMatchObject({ ret: 0, finished: false });
  expect(last.bytes.length).toBe(0);
  expect((await reader.chunk('bm8=')).ret).toBe(10_005);
  expect((await reader.chunk('')).ret).toBe(10_000);
  expect((await reader.chunk(file.sdkfileid, 'bytes 7')).ret).toBe(10_000);
  running.clock.advance(6 * 24 * 3_600_000);
  expect((await reader.chunk(file.sdkfileid)).ret).toBe(10_010);
});

test('seq is a number of 64 bits, pulled from any place on, and a pull repeats itself to the byte', async () => {
  await running.control('POST /control/settings', { body: { archive: { seqBase: '9007199254740993' } } });
  await agree();
  await say('customer', '一');
  await say('customer', '二');
  const all = await reader.pull();
  expect(all.map((item) => item.seq)).toEqual([9007199254740994n, 9007199254740995n, 9007199254740996n]);
  expect((await reader.call(0, 1)).text).toContain('"seq":9007199254740994,');
  expect(await reader.pull(9007199254740995n)).toEqual(all.slice(2));
  expect(await reader.pull(all[2]?.seq)).toEqual([]);
});

test('a new key holds from now on, and each message says which one it needs', async () => {
  await agree();
  await running.control('POST /control/archive/keys');
  await say('customer', '换钥匙了');
  expect((await reader.pull()).map((item) => item.publickey_ver)).toEqual([1, 2]);
  expect(await reader.read()).toHaveLength(2);
  await expect(running.control('POST /control/archive/keys', { body: { publicKey: 'none' } })).rejects.toThrow('2048');
});

test('what was stored more than five days ago is gone, and an old seq goes on at the oldest there is', async () => {
  await agree();
  await say('customer', '旧的');
  running.clock.advance(6 * 24 * 3_600_000);
  await say('customer', '新的');
  expect((await reader.read()).map((message) => message.text)).toEqual([{ content: '新的' }]);
});

test('the archive and its keys are kept in the state file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-archive-'));
  const stateFile = join(folder, 'state');
  try {
    const first = await startTestSandbox({ stateFile, archivePrivateKeys });
    await first.control('POST /control/archive/messages', {
      body: { message: { msgtype: 'text', text: { content: '留下' } } },
    });
    const told = await archiveReader(first).pull();
    await first.close();
    const second = await startTestSandbox({ stateFile });
    expect(await archiveReader(second).pull()).toEqual(told);
    expect(await archiveReader(second).read()).toMatchObject([{ text: { content: '留下' } }]);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('wrong parameters, a foreign address and switches answer the codes of the native library', async () => {
  const code = async (...call: Parameters<typeof reader.call>) => (await reader.call(...call)).ret;
  expect(await code(0, 0)).toBe(10_000);
  expect(await code(0, 1_001)).toBe(10_000);
  expect(await code('18446744073709551616', 1)).toBe(10_000);
  expect(await code('18446744073709551615', 1)).toBe(0);
  expect(await code(0, 1, { corpid: 'ww1', secret: 'x' })).toBe(10_000);
  const { control } = running;
  await control('POST /control/settings', { body: { archive: { trustedIps: ['10.0.0.1'] } } });
  expect(await code(0, 1)).toBe(10_009);
  await control('POST /control/settings', { body: { archive: { trustedIps: null } } });
  await control('POST /control/faults', {
    body: {
      archive: {
        failNext: [
          { call: 'chat', ret: 10_002, times: 1 },
          { call: 'chat', ret: 0, errcode: 301_042, times: 1 },
        ],
      },
    },
  });
  expect(await code(0, 1)).toBe(10_002);
  expect(await reader.call(0, 1)).toMatchObject({
    ret: 0,
    text: expect.stringContaining('"errcode":301042') as string,
  });
  expect(await code(0, 1)).toBe(0);
  await control('POST /control/limits', { body: { archivePullsPerMinute: 1 } });
  await reader.call(0, 1);
  expect((await reader.call(0, 1)).text).toContain('"errcode":45009');
});

test('damage and wrong versions meet the same messages at every pull and end with the switch', async () => {
  await agree();
  for (let count = 0; count < 20; count += 1) await say('customer', `第 ${count} 句`);
  const keys = await reader.keys();
  const unreadable = async () =>
    (await reader.pull()).flatMap((item) => {
      try {
        reader.open(item, keys);
        return [];
      } catch {
        return [item.msgid];
      }
    });
  await running.control('POST /control/faults', { body: { archive: { damageRate: 1 } } });
  expect(await unreadable()).toHaveLength(21);
  await running.control('POST /control/faults', { body: { archive: { damageRate: 0, wrongVersionRate: 0.5 } } });
  const first = await unreadable();
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(21);
  expect(await unreadable()).toEqual(first);
  await running.control('POST /control/faults/clear');
  expect(await unreadable()).toEqual([]);
});

test('a delayed message is waited for, so that nothing is ever overtaken; a dropped one never comes', async () => {
  await agree();
  await running.control('POST /control/faults', { body: { archive: { delayMs: 60_000 } } });
  await say('customer', '慢');
  await running.control('POST /control/faults', { body: { archive: { delayMs: 0, dropRate: 1 } } });
  await say('customer', '丢');
  await running.control('POST /control/faults/clear');
  await say('customer', '快');
  expect((await reader.read()).map((message) => message.msgtype)).toEqual(['agree']);
  running.clock.advance(60_000);
  expect((await reader.read()).map((message) => message.text)).toEqual([
    undefined,
    { content: '慢' },
    { content: '快' },
  ]);
});

test('msgaudit_notify goes to the archive’s own receiver with its own keys, and much talk is told in few notices', async () => {
  const { credentials, control } = running;
  const receiver = await startReceiver({
    ...credentials,
    callbackToken: credentials.archiveCallbackToken,
    callbackAesKey: credentials.archiveCallbackAesKey,
  });
  try {
    await control('POST /control/settings', {
      body: { archive: { callbackUrl: receiver.url, notifyEveryMs: 60_000 } },
    });
    await agree();
    for (let count = 0; count < 20; count += 1) await say('customer', `第 ${count} 句`);
    await running.idle();
    expect(receiver.changes().sort()).toEqual(['msg_audit_approved', 'msgaudit_notify']);
    const notice = receiver.received.find((callback) => callback.event === 'msgaudit_notify');
    expect(notice?.field('AgentID')).toBe('2000004');
    expect(notice?.field('ToUserName')).toBe(credentials.corpId);
    expect(running.receiver.changes()).toEqual(['add_external_contact']);
    await control('POST /control/settings', { body: { archive: { consentTo: 'both' } } });
    await agree();
    await running.idle();
    expect(running.receiver.changes()).toEqual(['add_external_contact', 'msg_audit_approved']);
  } finally {
    await receiver.close();
  }
});

test('any message can be put into the archive, of types nobody has heard of too', async () => {
  const { control } = running;
  const { msgId } = await control('POST /control/archive/messages', {
    body: {
      message: { from: externalUserId, tolist: [userId], roomid: '', msgtype: 'hologram', hologram: { depth: 3 } },
    },
  });
  await control('POST /control/archive/messages', { body: { message: { action: 'switch', user: userId } } });
  const [unknown, change] = await reader.read();
  expect(unknown).toMatchObject({ msgid: msgId, msgtype: 'hologram', hologram: { depth: 3 } });
  expect(msgId).toMatch(/_external$/);
  expect(change).toMatchObject({ action: 'switch', user: userId, time: expect.any(Number) as number });
  await expect(control('POST /control/archive/messages', { body: { message: { msgid: msgId } } })).rejects.toThrow(
    'msgid',
  );
});

test('in a group everybody outside the corp must have agreed', async () => {
  const { archiveMessage } = await import('./archive-message.ts');
  const { control, sandbox } = running;
  const other = await running.customer('何家豪');
  const roomId = 'wrSANDBOXTESTROOM0000000000000000';
  const talk = (from: string) =>
    archiveMessage(sandbox, {
      from,
      toList: [userId, externalUserId, other].filter((id) => id !== from),
      roomId,
      at: sandbox.clock.now(),
      msgtype: 'text',
      body: { content: '大家好' },
    });
  expect(talk(userId)).toBeUndefined();
  await control('POST /control/archive/room-consent', { body: { roomId, externalUserId } });
  expect(talk(externalUserId)).toBeUndefined();
  const archive = await signIn(running.origin, running.credentials.corpId, running.credentials.archiveSecret);
  const statuses = async () => {
    const answer = await archive.post('/cgi-bin/msgaudit/check_room_agree', { roomid: roomId });
    return (answer.agreeinfo as { agree_status: string }[]).map((row) => row.agree_status);
  };
  expect(await statuses()).toEqual(['Agree', 'Disagree']);
  await control('POST /control/settings', { body: { archive: { groupConsent: 'sender' } } });
  expect(talk(externalUserId)).toBeDefined();
  expect(talk(other)).toBeUndefined();
  await control('POST /control/settings', { body: { archive: { groupConsent: 'all' } } });
  await control('POST /control/archive/room-consent', { body: { roomId, externalUserId: other } });
  expect(await statuses()).toEqual(['Agree', 'Agree']);
  expect(talk(other)).toMatch(/_external$/);
});

test('internal groups and robots are told by the archive’s own calls, within their limits', async () => {
  const { control } = running;
  await running.member('zhangwei');
  const room = await control('POST /control/archive/rooms', {
    body: { name: '早会', members: ['lina', 'zhangwei'], notice: '九点' },
  });
  const robot = await control('POST /control/archive/robots', { body: { name: '播报', creator: 'lina' } });
  const archive = await signIn(running.origin, running.credentials.corpId, running.credentials.archiveSecret);
  expect(await archive.post('/cgi-bin/msgaudit/groupchat/get', { roomid: room.roomId })).toMatchObject({
    errcode: 0,
    roomname: '早会',
    creator: 'lina',
    notice: '九点',
    members: [{ memberid: 'lina' }, { memberid: 'zhangwei' }],
  });
  expect(await archive.post('/cgi-bin/msgaudit/groupchat/get', { roomid: 'wrNone' })).toMatchObject({
    errcode: 301059,
  });
  expect(await archive.get('/cgi-bin/msgaudit/get_robot_info', { robot_id: robot.robotId })).toMatchObject({
    data: { robot_id: robot.robotId, name: '播报', creator_userid: 'lina' },
  });
  await control('POST /control/settings', { body: { archive: { enabled: false } } });
  expect(await archive.post('/cgi-bin/msgaudit/get_permit_user_list')).toMatchObject({ errcode: 301053 });
  expect((await reader.call(0, 1)).text).toContain('301053');
});

async function uploadedImage(): Promise<string> {
  const answer = await running.api.upload('/cgi-bin/media/upload', { type: 'image' }, 'a.png', onePixel);
  return `${running.origin}/media/${String(answer.media_id)}`;
}
