import {
  customerSignIn,
  getCustomerAppSettings,
  getMyConsultant,
  type MyConsultant,
  updateCustomerAppSettings,
} from '@zhike/shared/contracts/customer-app';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { createChannel } from '../channel/actions/create-channel.ts';
import { ChannelSettings } from '@zhike/shared/contracts/channel';
import { archiveRelation } from '../customer/archive.ts';
import { MemberRow } from '../corp/entity.ts';
import { saveDepartments } from '../corp/store.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  await server.db.transaction((tx) =>
    saveDepartments(
      tx,
      [
        { id: 1, name: '示范公司', parentId: 0, order: 1 },
        { id: 2, name: '销售一部', parentId: 1, order: 1 },
      ],
      0,
    ),
  );
  await givenMember(server, { userId: 'admin', role: 'admin' });
});
afterAll(() => server.close());

function sandbox() {
  if (!server.sandbox) throw new Error('started without a sandbox');
  return server.sandbox;
}

async function givenRep(userId: string, name: string) {
  await sandbox().control('POST /control/members', { body: { userId, name } });
  return givenMember(server, { userId, name, position: '高级顾问', departmentId: 2 });
}

async function givenPerson(name: string) {
  return sandbox().control('POST /control/customers', { body: { name } });
}

/** The two become contacts in WeChat, and our books know it. */
async function givenFriends(userId: string, externalUserId: string) {
  await sandbox().control('POST /control/friends/add', { body: { userId, externalUserId } });
  const { contact, followUsers } = await server.deps.wecom.externalContact.get(externalUserId);
  const followUser = followUsers.find((one) => one.userId === userId)!;
  const now = server.clock.now();
  return server.db.transaction((tx) =>
    archiveRelation(tx, server.deps, { contact, followUser, readAt: now, now, isAdded: true }),
  );
}

async function signInAs(externalUserId: string) {
  const { code } = await sandbox().control('POST /control/wechat/login-code', { body: { externalUserId } });
  const answer = await server.api.call(customerSignIn, { body: { code } });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function consultantSeenWith(token: string): Promise<MyConsultant> {
  const answer = await server.api.request('GET', getMyConsultant.path, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return answer.body as MyConsultant;
}

test('a customer sees her consultant with a code that leads to nobody else', async () => {
  const rep = await givenRep('zhangwei', '张伟');
  const person = await givenPerson('林晓雨');
  await givenFriends(rep.userId, person.externalUserId);
  const { token } = await signInAs(person.externalUserId);

  const seen = await consultantSeenWith(token);
  expect(seen).toMatchObject({
    status: 'assigned',
    corpName: '示范公司',
    consultant: {
      name: '张伟',
      position: '高级顾问',
      departmentName: '销售一部',
      serviceHours: [],
      addedAt: expect.any(Number),
    },
  });
  const qrUrl = seen.status === 'assigned' ? seen.contactCode?.qrUrl : undefined;
  const { items } = await sandbox().control('GET /control/contact-ways');
  expect(items.filter((way) => way.qrCode === qrUrl).map((way) => way.users)).toEqual([['zhangwei']]);

  expect(await consultantSeenWith(token)).toEqual(seen);
  const groups = await select(
    server.db.read,
    'SELECT g.name, c.name AS channel FROM channel c JOIN channel_group g ON g.id = c.group_id',
  );
  expect(groups).toEqual([{ name: '小程序专属顾问', channel: '专属顾问-张伟' }]);
});

test('customers of one rep who ask at the same time share one code', async () => {
  const rep = await givenRep('lina', '李娜');
  const tokens: string[] = [];
  for (const name of ['甲', '乙', '丙', '丁']) {
    const person = await givenPerson(name);
    await givenFriends(rep.userId, person.externalUserId);
    tokens.push((await signInAs(person.externalUserId)).token);
  }
  await Promise.all(tokens.map(consultantSeenWith));
  const urls = await Promise.all(
    tokens.map(async (token) =>
      JSON.stringify(((await consultantSeenWith(token)) as { contactCode?: object }).contactCode),
    ),
  );
  expect(new Set(urls).size).toBe(1);
  expect(await select(server.db.read, "SELECT id FROM channel WHERE name = '专属顾问-李娜'")).toHaveLength(1);
});

test('somebody who is nobody’s customer sees the reception code, and her consultant as soon as she is added', async () => {
  const person = await givenPerson('王芳');
  const { token } = await signInAs(person.externalUserId);
  expect(await consultantSeenWith(token)).toEqual({ status: 'unassigned', corpName: '示范公司', receptionCode: null });

  const rep = await givenRep('chenjing', '陈静');
  const channelId = await createChannel(
    server.deps,
    null,
    ChannelSettings.parse({ name: '前台', members: [{ userId: rep.userId, dailyCap: null }] }),
  );
  const admin = server.api.as('admin');
  expect(
    (await admin.call(updateCustomerAppSettings, { body: { receptionChannelId: channelId, opensMaterials: false } }))
      .status,
  ).toBe(200);
  expect((await admin.call(getCustomerAppSettings)).body).toEqual({
    receptionChannelId: channelId,
    opensMaterials: false,
    isConfigured: true,
  });
  expect(await consultantSeenWith(token)).toMatchObject({
    status: 'unassigned',
    receptionCode: { qrUrl: expect.stringMatching(/^http/) },
  });

  const { customerId } = await givenFriends(rep.userId, person.externalUserId);
  expect(await consultantSeenWith(token)).toMatchObject({ status: 'assigned', consultant: { name: '陈静' } });
  const linked = await select(
    server.db.read,
    "SELECT customer_id FROM customer_identity WHERE kind = 'weapp_openid' AND customer_id = ?",
    [customerId],
  );
  expect(linked).toHaveLength(1);
});

test('a consultant who left the corp is not shown any more', async () => {
  const rep = await givenRep('zhaolei', '赵磊');
  const person = await givenPerson('孙丽');
  await givenFriends(rep.userId, person.externalUserId);
  const { token } = await signInAs(person.externalUserId);
  await server.db.transaction((tx) => tx.update(MemberRow, { userId: rep.userId }, { status: 'left' }));
  expect(await consultantSeenWith(token)).toMatchObject({ status: 'unassigned' });
});

test('a rep who cannot have a code is shown without one', async () => {
  const rep = await givenRep('zhoumin', '周敏');
  const person = await givenPerson('吴刚');
  await givenFriends(rep.userId, person.externalUserId);
  await server.db.transaction((tx) => tx.update(MemberRow, { userId: rep.userId }, { isFollowUser: false }));
  const { token } = await signInAs(person.externalUserId);
  expect(await consultantSeenWith(token)).toMatchObject({ status: 'assigned', contactCode: null });
});

test('a login code is good for one use, and a made-up one for none', async () => {
  const person = await givenPerson('郑爽');
  const { code } = await sandbox().control('POST /control/wechat/login-code', {
    body: { externalUserId: person.externalUserId },
  });
  expect((await server.api.call(customerSignIn, { body: { code } })).status).toBe(200);
  for (const bad of [code, 'made-up']) {
    const answer = await server.api.call(customerSignIn, { body: { code: bad } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'wechat.login_code_refused' } });
  }
});

test('the token is stored as a hash only, and a session ends after 30 days', async () => {
  const person = await givenPerson('冯涛');
  const { token, expiresAt } = await signInAs(person.externalUserId);
  const rows = await select(server.db.read, 'SELECT * FROM customer_session');
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(expiresAt - server.clock.machineNow()).toBeGreaterThan(29 * 24 * 3600_000);
  await server.db.transaction((tx) => tx.query('UPDATE customer_session SET expires_at = 1'));
  for (const header of [`Bearer ${token}`, 'Bearer made-up-token-of-some-length', 'Basic abc', '']) {
    const answer = await server.api.request('GET', getMyConsultant.path, {
      headers: header ? { authorization: header } : {},
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.not_signed_in' } });
  }
});

test('the reception code must be one that can be scanned', async () => {
  const unknown = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
  const answer = await server.api
    .as('admin')
    .call(updateCustomerAppSettings, { body: { receptionChannelId: unknown, opensMaterials: false } });
  expect(answer).toMatchObject({ status: 400, body: { code: 'customer_app.reception_channel_not_usable' } });
});
