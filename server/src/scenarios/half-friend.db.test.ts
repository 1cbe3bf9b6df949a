import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../platform/database/sql.ts';
import { findCustomerByExternalId } from '../domains/customer/store.ts';
import { findChannel } from '../domains/channel/store.ts';
import { type ChannelTest, startChannelTest } from '../test/channel-kit.ts';

let kit: ChannelTest;
beforeAll(async () => {
  kit = await startChannelTest();
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
});
afterAll(() => kit.server.close());

/** Somebody adds zhang through a code of his without verification; he has not confirmed yet. */
async function halfAdd(channelId: string, name: string): Promise<string> {
  const { externalUserId } = await kit.sandbox.control('POST /control/customers', { body: { name } });
  const { state } = (await findChannel(kit.server.db.read, channelId))!;
  await kit.sandbox.control('POST /control/friends/half-add', { body: { externalUserId, userId: 'zhang', state } });
  await kit.settle();
  return externalUserId;
}

async function confirm(externalUserId: string): Promise<void> {
  await kit.sandbox.control('POST /control/friends/confirm', { body: { externalUserId, userId: 'zhang' } });
  await kit.settle();
}

async function welcomes(externalUserId: string): Promise<number> {
  const { items } = await kit.sandbox.control('GET /control/chats/:userId/:externalUserId/messages', {
    params: { userId: 'zhang', externalUserId },
  });
  return items.filter((message) => message.via === 'welcome').length;
}

/** How each scenario of the half event ended. */
async function runs(externalUserId: string): Promise<Record<string, string>> {
  const rows = await select<{ scenario: string; status: string; note: string | null; payload: string }>(
    kit.server.db.read,
    "SELECT r.scenario, r.status, r.note, e.payload FROM scenario_run r JOIN event e ON e.id = r.event_id WHERE e.type = 'external_contact.half_added'",
  );
  return Object.fromEntries(
    rows
      .filter(({ payload }) => payload.includes(externalUserId))
      .map(({ scenario, status, note }) => [scenario, note ?? status]),
  );
}

const relations = (externalUserId: string) =>
  select(kit.server.db.read, 'SELECT user_id, status FROM follow_user WHERE external_user_id = ?', [externalUserId]);
const tasks = (customerId: string) =>
  select(kit.server.db.read, "SELECT id FROM task WHERE kind = 'first_follow_up' AND customer_id = ?", [customerId]);

const settings = {
  members: [{ userId: 'zhang', dailyCap: null }],
  welcome: { text: '{客户昵称}你好', attachments: [] },
};

test('a half friend is greeted and counted at once, and archived when the rep confirms: once each', async () => {
  const channel = await kit.givenChannel(settings);
  const externalUserId = await halfAdd(channel.id, '林晓雨');
  expect(await runs(externalUserId)).toEqual({
    'archive-half-friend': '员工还没有通过好友,通过后再归档',
    'count-half-toward-cap': 'done',
    'welcome-half-friend': 'done',
  });
  expect(await welcomes(externalUserId)).toBe(1);
  expect((await kit.view(channel.id)).today.added).toBe(1);
  expect(await findCustomerByExternalId(kit.server.db.read, externalUserId)).toBeNull();

  await confirm(externalUserId);
  const customer = await findCustomerByExternalId(kit.server.db.read, externalUserId);
  expect(customer).toMatchObject({ name: '林晓雨', ownerUserId: 'zhang', firstChannelId: channel.id });
  expect(await relations(externalUserId)).toEqual([{ user_id: 'zhang', status: 'active' }]);
  expect(await tasks(customer!.id)).toHaveLength(1);
  expect(await welcomes(externalUserId)).toBe(1);
  expect((await kit.view(channel.id)).today).toMatchObject({ added: 1, lost: 0 });
});

test('a half friend fills the cap of the rep: the code leads the next one to the spare, also after the rep has confirmed', async () => {
  const channel = await kit.givenChannel({
    ...settings,
    members: [{ userId: 'zhang', dailyCap: 1 }],
    spareUserId: 'li',
  });
  await kit.settle();
  const receiving = async () => (await kit.codeInWecom(channel.id))[0]!.users;
  expect(await receiving()).toEqual(['zhang']);
  const externalUserId = await halfAdd(channel.id, '周末');
  expect(await receiving()).toEqual(['li']);
  await confirm(externalUserId);
  expect(await receiving()).toEqual(['li']);
  const additions = 'SELECT user_id, half, over_cap FROM channel_addition WHERE channel_id = ?';
  expect(await select(kit.server.db.read, additions, [channel.id])).toEqual([
    { user_id: 'zhang', half: 0, over_cap: 0 },
  ]);
});

test('a half friend whom WeCom shows already is archived by the half event; the whole one finds nothing left to do', async () => {
  const channel = await kit.givenChannel(settings);
  const { state } = (await findChannel(kit.server.db.read, channel.id))!;
  await kit.sandbox.control('POST /control/faults', { body: { callback: { delayMs: 300 } } });
  const { externalUserId } = await kit.sandbox.control('POST /control/customers', { body: { name: '吴越' } });
  const pair = { externalUserId, userId: 'zhang' };
  await kit.sandbox.control('POST /control/friends/half-add', { body: { ...pair, state } });
  await kit.sandbox.control('POST /control/friends/confirm', { body: pair });
  await kit.settle();
  await kit.sandbox.control('POST /control/faults/clear');
  const customer = await findCustomerByExternalId(kit.server.db.read, externalUserId);
  expect(customer).toMatchObject({ name: '吴越', ownerUserId: 'zhang' });
  expect(await relations(externalUserId)).toEqual([{ user_id: 'zhang', status: 'active' }]);
  expect((await runs(externalUserId))['archive-half-friend']).toBe('done');
  expect(await tasks(customer!.id)).toHaveLength(1);
  expect(await welcomes(externalUserId)).toBe(1);
  expect((await kit.view(channel.id)).today.added).toBe(1);
});

test('a half event that comes after everything else changes nothing', async () => {
  const channel = await kit.givenChannel(settings);
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '何欢' });
  await kit.settle();
  const { state } = (await findChannel(kit.server.db.read, channel.id))!;
  const cdata = (value: string) => `<![CDATA[${value}]]>`;
  await kit.server.deliverCallback(
    `<xml><ToUserName>${cdata(kit.server.config.wecom.corpId)}</ToUserName><FromUserName>${cdata('sys')}</FromUserName><CreateTime>${Math.floor(Date.now() / 1000) - 1}</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata('change_external_contact')}</Event><ChangeType>${cdata('add_half_external_contact')}</ChangeType><UserID>${cdata('zhang')}</UserID><ExternalUserID>${cdata(externalUserId)}</ExternalUserID><State>${cdata(state)}</State></xml>`,
  );
  await kit.settle();
  expect(await relations(externalUserId)).toEqual([{ user_id: 'zhang', status: 'active' }]);
  expect(await welcomes(externalUserId)).toBe(1);
  expect((await kit.view(channel.id)).today.added).toBe(1);
  const customer = await findCustomerByExternalId(kit.server.db.read, externalUserId);
  expect(await tasks(customer!.id)).toHaveLength(1);
});

test('a half friend who gives up before the rep confirms is counted as lost', async () => {
  const channel = await kit.givenChannel(settings);
  const externalUserId = await halfAdd(channel.id, '郑好');
  await kit.sandbox.control('POST /control/friends/delete', {
    body: { externalUserId, userId: 'zhang', by: 'customer' },
  });
  await kit.settle();
  expect((await kit.view(channel.id)).today).toMatchObject({ added: 1, lost: 1 });
});
