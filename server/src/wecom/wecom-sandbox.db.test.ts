import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import type { WecomError } from './errors.ts';

/** The client against the whole sandbox: names, types and error codes as the documents have them. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  await sandbox().control('POST /control/members', { body: { userId: 'zhangwei', name: '张伟' } });
});
afterEach(async () => {
  await sandbox().control('POST /control/faults/clear');
  await sandbox().control('POST /control/settings', { body: { trustedIps: null, customerContactApp: true } });
});
afterAll(() => server.close());

function sandbox() {
  if (!server.sandbox) throw new Error('started without a sandbox');
  return server.sandbox;
}

const failure = async (call: Promise<unknown>) =>
  (await call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => error,
  )) as WecomError;

async function givenFriend(name: string): Promise<string> {
  const { externalUserId } = await sandbox().control('POST /control/customers', { body: { name } });
  await sandbox().control('POST /control/friends/add', { body: { externalUserId, userId: 'zhangwei' } });
  return externalUserId;
}

describe('families', () => {
  test('members and departments', async () => {
    const { wecom } = server.deps;
    expect(await wecom.member.get('zhangwei')).toMatchObject({ userId: 'zhangwei', name: '张伟', status: 'active' });
    const departments = await wecom.department.list();
    expect(departments.length).toBeGreaterThan(0);
    const members = await wecom.member.list(departments[0]!.id, { children: true });
    expect(members.map((member) => member.userId)).toContain('zhangwei');
    expect(await failure(wecom.member.get('nobody-at-all'))).toMatchObject({ fault: 'permanent', errcode: 60111 });
  });

  test('a customer, her remark, the list of one member and of many', async () => {
    const { wecom } = server.deps;
    const externalUserId = await givenFriend('林晓雨');
    const { contact, followUsers } = await wecom.externalContact.get(externalUserId);
    expect(contact).toMatchObject({ externalUserId, name: '林晓雨', type: 'wechat' });
    expect(followUsers).toMatchObject([{ userId: 'zhangwei', state: null, tags: [] }]);
    expect(Math.abs((followUsers[0]!.addedAt ?? 0) - Date.now())).toBeLessThan(60_000);

    await wecom.externalContact.setRemark({
      userId: 'zhangwei',
      externalUserId,
      remark: '林姐',
      mobiles: ['13800000000'],
    });
    expect((await wecom.externalContact.get(externalUserId)).followUsers[0]).toMatchObject({
      remark: '林姐',
      remarkMobiles: ['13800000000'],
    });
    await wecom.externalContact.setRemark({ userId: 'zhangwei', externalUserId, mobiles: [] });
    expect((await wecom.externalContact.get(externalUserId)).followUsers[0]!.remarkMobiles).toEqual([]);

    expect(await wecom.externalContact.listIds('zhangwei')).toContain(externalUserId);
    expect(await wecom.externalContact.listFollowUserIds()).toContain('zhangwei');
    const page = await wecom.externalContact.listByMembers({ userIds: ['zhangwei'] });
    expect(page.relations.map((relation) => relation.contact.externalUserId)).toContain(externalUserId);
  });

  test('tags: added, marked, seen on the relation, deleted', async () => {
    const { wecom } = server.deps;
    const externalUserId = await givenFriend('张三');
    const group = await wecom.tag.add({ groupName: '客户等级', tags: [{ name: '重点' }, { name: '一般' }] });
    const again = await wecom.tag.add({ groupName: '客户等级', tags: [{ name: '重点' }] });
    const important = group.tags.find((tag) => tag.name === '重点')!;
    expect(again.tags.find((tag) => tag.name === '重点')!.id).toBe(important.id);
    await wecom.tag.edit(important.id, { name: '很重要' });
    await wecom.tag.mark({ userId: 'zhangwei', externalUserId, add: [important.id] });
    expect((await wecom.externalContact.get(externalUserId)).followUsers[0]!.tags).toMatchObject([
      { tagId: important.id, tagName: '很重要', kind: 'corp' },
    ]);
    await wecom.tag.remove({ tagIds: [important.id] });
    expect(await failure(wecom.tag.mark({ userId: 'zhangwei', externalUserId, add: [important.id] }))).toMatchObject({
      errcode: 40068,
    });
    expect((await wecom.tag.list()).map((one) => one.name)).toContain('客户等级');
  });

  test('a contact way from creation to deletion, with its picture', async () => {
    const { wecom } = server.deps;
    const { configId, qrCodeUrl } = await wecom.contactWay.add({
      state: 'S1',
      remark: '春季展会',
      skipVerify: true,
      userIds: ['zhangwei'],
    });
    expect(await wecom.contactWay.get(configId)).toMatchObject({
      configId,
      type: 'several',
      scene: 'qr',
      state: 'S1',
      userIds: ['zhangwei'],
    });
    await wecom.contactWay.update(configId, { remark: '夏季展会' });
    expect(await wecom.contactWay.get(configId)).toMatchObject({ remark: '夏季展会', state: 'S1' });
    expect((await wecom.contactWay.list()).configIds).toContain(configId);
    const picture = await wecom.contactWay.downloadQrCode(qrCodeUrl);
    expect(picture.contentType).toContain('image/png');
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    await wecom.contactWay.remove(configId);
    expect(await failure(wecom.contactWay.get(configId))).toMatchObject({ errcode: 41044 });
  });

  test('a file comes back as it was sent', async () => {
    const { wecom } = server.deps;
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(200, 1)]);
    const { mediaId, uploadedAt } = await wecom.media.upload('image', {
      fileName: '封面.png',
      mimeType: 'image/png',
      bytes: png,
    });
    expect(Math.abs((uploadedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect((await wecom.media.download(mediaId)).bytes.equals(png)).toBe(true);
    expect(await failure(wecom.media.download('no-such-media'))).toMatchObject({ errcode: 40007 });
  });

  test('an app message reaches the member; nobody reachable is 81013', async () => {
    const { wecom } = server.deps;
    const sent = await wecom.message.send(['zhangwei'], {
      kind: 'textcard',
      title: '新客户',
      description: '林晓雨',
      url: 'http://127.0.0.1:3000/manager/',
    });
    expect(sent).toMatchObject({ invalidUserIds: [], unlicensedUserIds: [] });
    const { items } = await sandbox().control('GET /control/members/:userId/app-messages', {
      params: { userId: 'zhangwei' },
    });
    expect(JSON.stringify(items)).toContain('新客户');
    expect(await failure(wecom.message.send(['nobody'], { kind: 'text', content: '好' }))).toMatchObject({
      errcode: 81013,
      retryable: false,
    });
  });
});

describe('trouble', () => {
  test('a token revoked in mid-flight is replaced without anybody noticing', async () => {
    await server.deps.wecom.member.get('zhangwei');
    expect(await sandbox().control('POST /control/token/revoke', { body: {} })).toMatchObject({ revoked: 1 });
    const members = await Promise.all(Array.from({ length: 10 }, () => server.deps.wecom.member.get('zhangwei')));
    expect(members).toHaveLength(10);
  });

  test('down, hanging, slow, and HTML: each a clear error that can be tried again, and then it works', async () => {
    const { wecom } = server.deps;
    for (const [outage, problem] of [
      ['reset', 'broken_off'],
      ['hang', 'timeout'],
      ['html', 'http_status'],
    ] as const) {
      await sandbox().control('POST /control/faults', { body: { api: { outage } } });
      expect(await failure(wecom.member.get('zhangwei', { timeoutMs: 400 }))).toMatchObject({
        code: 'wecom.unavailable',
        retryable: true,
        details: { problem },
      });
    }
    await sandbox().control('POST /control/faults', { body: { api: { outage: 'none', latencyMs: 300 } } });
    expect(await wecom.member.get('zhangwei')).toMatchObject({ name: '张伟' });
    await sandbox().control('POST /control/faults/clear');
    expect(await wecom.member.get('zhangwei')).toMatchObject({ name: '张伟' });
  });

  test('a contact way that may have been created although the answer was lost is not created twice', async () => {
    await sandbox().control('POST /control/faults', {
      body: {
        api: {
          failNext: [{ path: '/cgi-bin/externalcontact/add_contact_way', errcode: -1, times: 1, afterEffect: true }],
        },
      },
    });
    const { configId } = await server.deps.wecom.contactWay
      .add({ state: 'S-lost', userIds: ['zhangwei'] })
      .catch(() => ({ configId: null }));
    const { configIds } = await server.deps.wecom.contactWay.list();
    const ways = await Promise.all(configIds.map((id) => server.deps.wecom.contactWay.get(id)));
    expect(ways.filter((way) => way.state === 'S-lost')).toHaveLength(1);
    expect(configId).toBeNull();
  });

  test('busy now and then: nobody notices', async () => {
    await sandbox().control('POST /control/faults', {
      body: { api: { failNext: [{ path: '/cgi-bin/user/get', errcode: -1, times: 2 }] } },
    });
    expect(await server.deps.wecom.member.get('zhangwei')).toMatchObject({ name: '张伟' });
  });

  test('IP not trusted, and no customer-contact right: an operator must act, and nothing is lost', async () => {
    const { wecom } = server.deps;
    await sandbox().control('POST /control/settings', { body: { trustedIps: ['10.9.8.7'] } });
    expect(await failure(wecom.department.listIds())).toMatchObject({ fault: 'auth', errcode: 60020, retryable: true });
    await sandbox().control('POST /control/settings', { body: { trustedIps: null, customerContactApp: false } });
    expect(await failure(wecom.externalContact.listFollowUserIds())).toMatchObject({
      fault: 'auth',
      errcode: 48002,
      retryable: true,
    });
  });

  test('45009 closes that API alone', async () => {
    const { wecom } = server.deps;
    await sandbox().control('POST /control/limits', {
      body: { perApi: { '/cgi-bin/department/get': { perMinute: 2 } } },
    });
    await wecom.department.get(1);
    await wecom.department.get(1);
    expect(await failure(wecom.department.get(1))).toMatchObject({
      fault: 'quota',
      errcode: 45009,
      retryAfterMs: 60_000,
    });
    expect(await failure(wecom.department.get(1))).toMatchObject({ fault: 'quota', errcode: null });
    expect(await wecom.member.get('zhangwei')).toMatchObject({ name: '张伟' });
  });
});
